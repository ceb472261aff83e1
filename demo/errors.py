"""The one error of the demo newsroom."""


class NewsroomError(Exception):
    """The newsroom cannot be read or served; its text is one sentence that names the mend."""
