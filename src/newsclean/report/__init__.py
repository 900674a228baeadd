"""What was removed from a corpus, as one HTML file that people can look at: no network, nothing to install.

    from newsclean.report import write_report

    write_report("articles.jsonl", "report.html")

It holds a sample of the documents with every edit, the rules that fired with what they took (the riskiest first),
counts and plots, and marks that a reader can set and export. The same thing on the command line: ``newsclean report``.
"""

from __future__ import annotations

from newsclean.report.write import write_report

__all__ = ["write_report"]
