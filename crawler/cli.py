"""The crawler's commands, for the front door."""

from crawler.commands.crawl import crawl_command
from crawler.commands.importing import import_command
from crawler.commands.outlets import outlets_group
from crawler.commands.revisions import revisions_command
from crawler.commands.status import status_command

__all__ = [
    "crawl_command",
    "import_command",
    "outlets_group",
    "revisions_command",
    "status_command",
]
