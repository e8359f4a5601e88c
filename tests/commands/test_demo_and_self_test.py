import io
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

from tests.commands.conftest import ROOT, Ran, Run, run_command


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, Path]:
    folder = tmp_path_factory.mktemp("demo")
    return run_command("demo", "--out", folder), folder


def _lines(ran: Ran) -> list[list[str]]:
    return [line.split() for line in ran.out.splitlines() if line[:2] == "20"]


def test_the_demo_makes_fourteen_incidents_of_every_outcome(demo: tuple[Ran, Path]) -> None:
    ran, _ = demo
    assert ran.status == 0, ran.err
    lines = _lines(ran)
    assert len(lines) == 14
    assert {line[1] for line in lines} == {"refer-today", "hold", "school-managed"}


def test_the_demo_writes_the_forms_it_names_and_the_record_of_every_incident(
    demo: tuple[Ran, Path],
) -> None:
    ran, folder = demo
    named = {file for line in _lines(ran) for file in line[3:]}
    assert named == {file.name for file in folder.glob("*.pdf")}
    for line in _lines(ran):
        assert f"{line[0]}-incident.pdf" in line
    assert {name.split("-", 2)[2].removesuffix(".pdf") for name in named} == {
        "incident",
        "referral",
        "police",
        "not-referred",
    }


def test_every_page_of_the_demo_is_marked_practice(demo: tuple[Ran, Path]) -> None:
    _, folder = demo
    for file in folder.glob("*.pdf"):
        for page in pypdf.PdfReader(io.BytesIO(file.read_bytes())).pages:
            assert "PRACTICE" in page.extract_text()


def test_the_password_is_printed_once_and_opens_the_vault(demo: tuple[Ran, Path]) -> None:
    ran, folder = demo
    lines = [line for line in ran.out.splitlines() if line.startswith("Password: ")]
    assert len(lines) == 1
    password = lines[0].removeprefix("Password: ")
    verified = run_command(
        "vault",
        "verify",
        "--vault",
        folder / "practice.vault",
        "--password-stdin",
        given=password.encode() + b"\n",
    )
    assert verified.status == 0, verified.err


def test_a_second_demo_overwrites_nothing(run: Run, tmp_path: Path) -> None:
    assert run("demo", "--out", tmp_path, "--incidents", "1").status == 0
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    assert run("demo", "--out", tmp_path, "--incidents", "1").status == 0
    assert {file: file.read_bytes() for file in before} == before
    assert len(list(tmp_path.glob("*.vault"))) == 2


def test_the_self_test_tells_a_line_a_step(run: Run) -> None:
    ran = run("self-test")
    assert ran.status == 0, ran.err
    assert len(ran.out.splitlines()) >= 6
    assert "vault: verified. Log " in ran.out


def test_no_network_socket_is_ever_opened(tmp_path: Path) -> None:
    watched = (
        "import sys\n"
        "def watch(event, arguments):\n"
        "    if event.startswith('socket.') and event != 'socket.gethostname':\n"
        "        print('NETWORK', event, file=sys.stderr)\n"
        "        raise RuntimeError(event)\n"
        "sys.addaudithook(watch)\n"
        "from desktop_app.cli import main\n"
        f"sys.exit(main(['demo', '--out', {str(tmp_path)!r}]))\n"
    )
    done = subprocess.run(  # our own program
        [sys.executable, "-c", watched], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    assert "NETWORK" not in done.stderr
