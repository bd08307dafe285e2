"""`python -m sandbox --port 5001 --data data/sandbox --web-url http://127.0.0.1:5000 …`"""

from __future__ import annotations

import argparse
import signal
from pathlib import Path
from types import FrameType

from sandbox.app import create_sandbox
from sandbox.carrier import Carrier
from sandbox.server import LOOPBACK, bind
from sandbox.settings import SandboxSettings


def main(arguments: list[str] | None = None) -> None:
    """Serve until SIGTERM or Ctrl-C. Listens on loopback only."""
    given = _parser().parse_args(arguments)
    settings = SandboxSettings(
        data_dir=given.data,
        web_url=given.web_url,
        account_sid=given.account_sid,
        auth_token=given.auth_token,
        sendgrid_key=given.sendgrid_key,
        twilio_number=given.twilio_number,
        reply_domain=given.reply_domain,
        control_url=given.control_url,
        mode=given.mode,
        seed=given.seed,
        loss=given.loss,
        advanced_opt_out=given.advanced_opt_out,
        hang_seconds=given.hang_seconds,
        starter_phones=True,
    )
    carrier = Carrier.open(settings)
    carrier.own_url = f"http://{LOOPBACK}:{given.port}"
    server = bind(create_sandbox(settings, carrier), LOOPBACK, given.port)
    signal.signal(signal.SIGTERM, _stop)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        carrier.close()
        server.server_close()


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--data", type=Path, required=True, help="folder for the sandbox's own file and keys")
    parser.add_argument("--web-url", required=True, help="base URL of the web process, for webhooks")
    for name in ("--account-sid", "--auth-token", "--sendgrid-key", "--twilio-number", "--reply-domain"):
        parser.add_argument(name, required=True)
    parser.add_argument("--control-url", default="", help="the engine's clock; default WEB_URL/sandbox/clock")
    parser.add_argument(
        "--mode", choices=["clean", "rough"], default="clean", help="how statuses are reported"
    )
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same rough day")
    parser.add_argument(
        "--loss", type=float, default=0.0, help="share of reports on calls that never arrive, 0 to 1"
    )
    parser.add_argument("--advanced-opt-out", action="store_true", help="send OptOutType with stop words")
    parser.add_argument(
        "--hang-seconds", type=float, default=30.0, help="how long a time-out number is silent"
    )
    return parser


if __name__ == "__main__":
    main()
