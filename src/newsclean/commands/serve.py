"""``newsclean serve``: the playground, and cleaning over HTTP."""

from __future__ import annotations

import click

from newsclean.commands.options import usage

__all__ = ["command"]


@click.command("serve", short_help="A local playground, and cleaning over HTTP.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8799, show_default=True)
@click.option("--allow-host", multiple=True, metavar="NAME", help="Another name that requests may use for this server.")
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True, help="Processes that clean.")
@click.option("--max-bytes", type=click.IntRange(1), default=2_000_000, show_default=True, help="Of one request.")
@click.option("--max-seconds", type=click.FloatRange(0.1), default=20.0, show_default=True, help="For one request.")
def command(
    host: str, port: int, allow_host: tuple[str, ...], workers: int, max_bytes: int, max_seconds: float
) -> None:
    """Serve a playground for people, and POST /clean and /explain for programs (JSON; GET /openapi.json).

    It listens on this machine only, unless --host says otherwise, and keeps nothing. There is no password: before you
    open it to a network, put a server that asks for one in front.
    """
    try:
        import uvicorn

        from newsclean.serve import Limits, create_app
        from newsclean.serve.app import LOCAL
    except ImportError as error:
        usage(f'serving needs {error.name}: pip install "newsclean[serve]"')
    limits = Limits(body=max_bytes, seconds=max_seconds, workers=workers)
    named = f"[{host}]" if ":" in host else host
    app = create_app(limits, hosts={*LOCAL, named, *allow_host})
    click.echo(f"newsclean: http://{named}:{port}/ (Ctrl-C stops it)", err=True)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
