"""A local Spark and a local Ray, started once for all tests and ended with them."""

from __future__ import annotations

import os
import shutil
import sys
from functools import cache
from typing import Any

from optional import missing


@cache
def spark() -> Any:
    """Return a session of local mode with one core; skips the test where there is no Java."""
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        missing(ImportError("Spark needs Java 17 or later: install it, or set JAVA_HOME"))
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    options = {
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.shuffle.partitions": "2",
        "spark.log.level": "OFF",
    }
    session = SparkSession.builder.master("local[1]").appName("newsclean").config(map=options).getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    return session


@cache
def ray() -> Any:
    """Return Ray Data on a local cluster of two processes."""
    import logging

    import ray
    import ray.data

    ray.init(
        num_cpus=2,
        include_dashboard=False,
        log_to_driver=False,
        logging_level=logging.ERROR,
        object_store_memory=100 << 20,
    )
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)
    return ray
