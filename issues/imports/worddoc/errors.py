"""Why a file can't be read as a Word document; each message tells its sender what to do."""

from issues.imports.draft import gettext_noop


class WordDocumentError(ValueError):
    """The file can't be read. `message` is an English template for `params`, translated by who shows it."""

    message = ""

    def __init__(self, **params):
        self.params = params
        super().__init__(self.message % params)

    def render(self, translate=str):
        """The sentence for people; `translate` takes the English template and gives it in their language."""
        return translate(self.message) % self.params


class EmptyFile(WordDocumentError):
    message = gettext_noop("This file is empty: save the document in Word or WPS and send it again.")


class EmptyDocument(WordDocumentError):
    message = gettext_noop(
        "The document holds neither text nor pictures; files that are embedded in it can't be read."
    )


class OldWordDocument(WordDocumentError):
    message = gettext_noop(
        "This is a document of the old kind (.doc or .wps): open it in Word or WPS, save it as .docx and send that."
    )


class EncryptedDocument(WordDocumentError):
    message = gettext_noop(
        "The document is protected by a password: open it in Word or WPS, remove the password, save it and send it again."
    )


class RichTextFile(WordDocumentError):
    message = gettext_noop(
        "This is a rich-text file (RTF), whatever it is called: open it in Word or WPS and save it as .docx."
    )


class WebPageFile(WordDocumentError):
    message = gettext_noop(
        "This is a web page or an XML file, whatever it is called: open it in Word or WPS and save it as .docx."
    )


class PdfFile(WordDocumentError):
    message = gettext_noop(
        "This is a PDF: send the document that it was made from, or copy its text into a new article."
    )


class NoWordDocument(WordDocumentError):
    message = gettext_noop("This is no Word document: open it in Word or WPS and save it as .docx.")


class OtherOfficeDocument(WordDocumentError):
    message = gettext_noop(
        "This is a spreadsheet, a presentation or another program's document: save its text as .docx and send that."
    )


class BrokenDocument(WordDocumentError):
    message = gettext_noop(
        "The document is damaged or was not sent whole: open it in Word or WPS, save it again and send it again."
    )


class DocumentTooLarge(WordDocumentError):
    message = gettext_noop(
        "Unpacked, the document is larger than %(size)s MB: make its pictures smaller, or send them by themselves."
    )


class DangerousDocument(WordDocumentError):
    message = gettext_noop(
        "The document's inside is not as Word or WPS writes it, and is not read: copy its text into a new document."
    )
