"""Which language a text is in (placeholder of the first hour; replaced by the normalisation work)."""


def detect(text: str) -> str | None:
    return None
