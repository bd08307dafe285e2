"""Refusals in Twilio's words: code, HTTP status and message, as its API answers them."""

from __future__ import annotations

from flask import Response, jsonify

MESSAGES: dict[int, tuple[int, str]] = {
    20003: (401, "Authenticate"),
    20404: (404, "The requested resource {0} was not found"),
    20429: (429, "Too Many Requests"),
    20500: (500, "An internal server error has occurred"),
    20503: (503, "Service unavailable"),
    21205: (400, "Url is not a valid URL: {0}"),
    21211: (400, "Invalid 'To' Phone Number: {0}"),
    21212: (400, "Invalid 'From' Phone Number: {0}"),
    21408: (
        400,
        "Permission to send an SMS has not been enabled for the region indicated by the 'To' number: {0}",
    ),
    21602: (400, "Message body is required."),
    21603: (400, "A 'From' phone number is required."),
    21604: (400, "A 'To' phone number is required."),
    21606: (
        400,
        "The 'From' phone number {0} is not a valid, SMS-capable inbound phone number for your account.",
    ),
    21609: (400, "Invalid 'StatusCallback' URL: {0}"),
    21610: (400, "Attempt to send to unsubscribed recipient"),
    21612: (400, "The 'To' phone number {0} is not currently reachable via SMS"),
    21614: (400, "'To' number {0} is not a valid mobile number"),
    21617: (400, "The concatenated message body exceeds the 1600 character limit"),
    21620: (400, "Invalid media URL: {0}"),
    21623: (400, "Number of media files exceeds allowed limit: 10"),
    21701: (400, "The Messaging Service {0} does not exist"),
    21210: (400, "'From' phone number not verified: {0}"),
    21201: (400, "No 'To' number is specified"),
    21213: (400, "'From' phone number is required"),
    21206: (400, "Invalid SendDigits: {0}"),
    21207: (400, "Invalid MachineDetection: {0}"),
    21208: (400, "Invalid Timeout: {0}"),
    21214: (400, "'To' phone number cannot be reached: {0}"),
    21215: (
        400,
        "Account not authorized to call {0}. Perhaps you need to enable some international permissions",
    ),
    21216: (400, "Account not allowed to call {0}"),
    21217: (400, "Phone number does not appear to be valid: {0}"),
    21218: (400, "Invalid ApplicationSid or Twiml: {0}"),
    21220: (400, "Call is not in-progress. {0}"),
    16099: (400, "The conference is {0}, which does not allow this"),
    20001: (400, "Invalid or unknown parameter: {0}"),
}
_BY_STATUS = {429: 20429, 500: 20500, 503: 20503}


class Refused(Exception):
    """Twilio says no; nothing was kept. `code` is a key of MESSAGES, `value` what was wrong."""

    def __init__(self, code: int, value: str = "") -> None:
        super().__init__(code, value)
        self.code = code
        self.value = value


def error_page(code: int, value: str = "") -> Response:
    """Twilio's error JSON with its HTTP status."""
    status, text = MESSAGES[code]
    answer = jsonify(
        code=code,
        message=text.format(value),
        more_info=f"https://www.twilio.com/docs/errors/{code}",
        status=status,
    )
    answer.status_code = status
    return answer


def status_page(status: int) -> Response:
    """The error answer for a bare HTTP status: 429, 500 or 503."""
    return error_page(_BY_STATUS[status])


def refused_page(refused: Refused) -> Response:
    """The error answer for a refusal."""
    return error_page(refused.code, refused.value)
