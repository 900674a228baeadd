"""Clean whole corpora: streaming, on several processes, resumable, with nothing lost."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from newsclean.corpus.checkpoint import State
from newsclean.corpus.errors import RefusedError, RejectedError
from newsclean.corpus.inputs import names_of
from newsclean.corpus.model import START, Settings
from newsclean.corpus.plan import Plan, make_plan
from newsclean.corpus.pool import ordered, pickled
from newsclean.corpus.summary import Progress, Summary, stats_json
from newsclean.corpus.work import Done, Task
from newsclean.corpus.workspace import Workspace
from newsclean.pipeline import Pipeline

__all__ = ["clean_corpus"]

Name = str | os.PathLike[str]


def clean_corpus(
    inputs: Name | Iterable[Name],
    output: Name,
    *,
    pipeline: Pipeline | Callable[[str], str] | None = None,
    text_key: str = "text",
    id_key: str | None = None,
    lines: bool = False,
    quotes: bool = True,
    html: bool = False,
    input_format: str | None = None,
    output_format: str | None = None,
    explain: bool = False,
    annotate: bool = False,
    dolma: bool = False,
    stats: Name | None = None,
    workers: int = 1,
    strict: bool = False,
    restart: bool = False,
    overwrite: bool = False,
    progress: Callable[[Progress], None] | None = None,
    batch_bytes: int = 1 << 20,
    checkpoint_seconds: float = 2.0,
) -> Summary:
    """Clean every document of ``inputs`` and write ``output``; what ``newsclean run`` does.

    The bytes written depend on the inputs, the pipeline and the options alone: not on ``workers``, nor on how often
    the run was killed and started again. Until a file is complete it stands, with the checkpoint, in
    ``OUTPUT.partial``; the same call goes on from there.

    Args:
        inputs: files, folders and globs of JSONL, Parquet, CSV, TSV, plain text and WET.
        output: a file (its name says its format), or a folder: a path that is one, ends in "/", or says no format;
            one file for each input then.
        pipeline: None: :meth:`newsclean.Pipeline.default`; or a function ``str -> str``.
        text_key, id_key, lines, quotes, html, explain, annotate, dolma: see :class:`newsclean.corpus.Settings`.
        input_format, output_format: such as "jsonl.gz", where names do not say it.
        stats: a file for the counts, as JSON.
        workers: processes; with more than one, the pipeline must be picklable and a script needs
            ``if __name__ == "__main__"``.
        strict: stop at the first record that would be a reject.
        restart: forget what an unfinished run left.
        overwrite: replace outputs that exist.
        progress: called after each batch.
        batch_bytes: see :class:`newsclean.corpus.Settings`; memory grows with it times ``workers``.
        checkpoint_seconds: how often the state is saved; what a kill costs at most, a batch apart.

    Raises:
        InputError: an input is not there, cannot be read, or has no text key; nothing was written.
        RefusedError: an output exists, an unfinished run had other inputs or options, a library is missing, options
            exclude each other; nothing was changed.
        RejectedError: ``strict``.
        StoppedError: disk full, a worker killed, a file that cannot be read further; the same call goes on.
        KeyboardInterrupt: after the state was saved; the same call goes on.

    Cost: memory of a few batches for each worker, or of the longest record, whatever the size of the inputs.
    """
    names = names_of(inputs)
    if workers < 1 or batch_bytes < 1:
        raise RefusedError(f"workers={workers!r}, batch_bytes={batch_bytes!r}: both must be at least 1")
    if dolma and (explain or annotate):
        raise RefusedError("dolma writes attributes, explain and annotate add columns to documents: run them apart")
    if html:
        _refuse_html(annotate or dolma)
    settings = Settings(
        text_key=text_key,
        id_key=id_key,
        lines=lines,
        quotes=quotes,
        html=html,
        explain=explain,
        annotate=annotate,
        dolma=dolma,
        stats=stats is not None,
        batch_bytes=batch_bytes,
    )
    if pipeline is None:
        pipeline = Pipeline.default()
    elif not isinstance(pipeline, Pipeline):
        pipeline = Pipeline([pipeline])
    if workers > 1:
        pickled(pipeline)  # complains, before anything is written
    counts = None if stats is None else Path(stats)
    plan = make_plan(names, os.fspath(output), pipeline, settings, input_format, output_format, counts)
    _refuse_stats(plan, counts)
    with Workspace(plan, restart=restart, overwrite=overwrite) as space:
        _run(plan, space, pipeline, workers, strict, progress, checkpoint_seconds)
        tally, seconds = space.state.tally, space.state.seconds
        space.finish(seconds, None if counts is None else (counts, stats_json(tally)))
        return Summary(
            tally=tally,
            outputs=tuple(job.output for job in plan.jobs),
            rejects=plan.beside(".rejects.jsonl") if tally.rejected else None,
            read=sum(map(sum, plan.sizes)),
            seconds=seconds,
            resumed=space.resumed,
            passed=plan.passed,
        )


def _run(
    plan: Plan,
    space: Workspace,
    pipeline: Pipeline,
    workers: int,
    strict: bool,
    progress: Callable[[Progress], None] | None,
    checkpoint_seconds: float,
) -> None:
    total = sum(map(sum, plan.sizes))
    before = _bytes_before(plan)
    began = time.monotonic() - space.state.seconds
    saved = time.monotonic()
    if total <= plan.jobs[0].writer.settings.batch_bytes:
        workers = 1  # one batch or so: starting processes would take longer
    with closing(ordered(pipeline, _tasks(plan, space.state), workers)) as results:
        try:
            for task, done in results:
                if done is None:
                    space.finish_job()
                else:
                    if strict and done.first_reject:
                        raise RejectedError(f"{done.first_reject} (--strict)")
                    space.append(done.data, done.rejects, _behind(space.state, task, done))
                now = time.monotonic()
                if now - saved >= checkpoint_seconds:
                    space.save(now - began)
                    saved = now
                if progress is not None and task.batch is not None:
                    read = before[task.job][task.input] + task.batch.read
                    progress(Progress(space.state.tally.documents, read, total))
        except BaseException:  # Ctrl-C too
            space.keep()
            raise
    space.state = replace(space.state, seconds=time.monotonic() - began)


def _tasks(plan: Plan, state: State) -> Iterator[Task]:
    """Yield what is to be done from ``state`` on."""
    for number in range(state.job, len(plan.jobs)):
        job = plan.jobs[number]
        here = number == state.job
        for index in range(state.input if here else 0, len(job.readers)):
            reader = job.readers[index]
            start = state.at if here and index == state.input else START
            for batch in reader.batches(start):
                yield Task(number, index, reader, job.writer, batch)
        yield Task(number, len(job.readers), job.readers[-1], job.writer)


def _behind(state: State, task: Task, done: Done) -> State:
    """Return the state when the batch of ``task`` is done: where the next one starts, and the counts."""
    batch = task.batch
    assert batch is not None
    return replace(
        state,
        input=task.input + 1 if batch.last else task.input,
        at=START if batch.last else batch.end,
        written=state.written + done.tally.documents,
        tally=state.tally + done.tally,
    )


def _bytes_before(plan: Plan) -> list[list[int]]:
    """Return, for each input of each job, the bytes of all inputs before it."""
    before: list[list[int]] = []
    so_far = 0
    for sizes in plan.sizes:
        before.append([])
        for size in sizes:
            before[-1].append(so_far)
            so_far += size
    return before


def _refuse_html(spans: bool) -> None:
    if spans:
        raise RefusedError("annotate and dolma write spans of the text as it came in, which HTML is not: use explain")
    from newsclean.html import extract

    try:
        extract("")
    except ImportError as error:
        raise RefusedError(str(error)) from None


def _refuse_stats(plan: Plan, stats: Path | None) -> None:
    if stats is None:
        return
    taken = [Path(reader.path) for job in plan.jobs for reader in job.readers] + [job.output for job in plan.jobs]
    if os.path.realpath(stats) in map(os.path.realpath, taken):
        raise RefusedError(f"{stats}: the stats cannot replace an input or output; name another file")
