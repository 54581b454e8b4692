"""Photos and printed codes as jobs: they pickle, read no file where they are done, and give the bytes of their outputs."""

from __future__ import annotations

import hashlib
import io
import pickle
from pathlib import Path

import pytest
from PIL import Image

from ocop.catalogue.assembled import PictureFile
from ocop.engine import build
from ocop.outputs import code_files
from ocop.outputs.jobs import PhotoJob, worker_mark
from ocop.pictures import Encoder, PictureChangedError, derivatives, inspect
from ocop.qr import CodeStatus, LedgerRow


@pytest.fixture
def file(tmp_path: Path) -> PictureFile:
    made = io.BytesIO()
    picture = Image.linear_gradient("L").resize((1300, 900)).convert("RGB")
    picture.save(made, "JPEG")
    (tmp_path / "anh.jpg").write_bytes(made.getvalue())
    return PictureFile(tmp_path / "anh.jpg", hashlib.blake2b(made.getvalue(), digest_size=16).hexdigest())


def row(number: int) -> LedgerRow:
    draft = LedgerRow.__dataclass_fields__.keys()
    values = dict.fromkeys(draft, "") | {"code": f"SD900{number}", "form": "own", "status": CodeStatus.DRAFT, "line": 2}
    return LedgerRow(**values)  # type: ignore[arg-type]


def test_a_photo_travels_as_bytes(file, tmp_path) -> None:
    info = inspect(file, path_for_problem="anh.jpg", cache=tmp_path / "c")
    wanted = {derivative.name: derivative for derivative in derivatives(info, file.digest)}
    job = PhotoJob(file, wanted, Encoder(tmp_path / "cache"))
    call = pickle.dumps(job.call(tuple(wanted)))
    here = [Encoder(tmp_path / "other").encode(file, derivative) for derivative in wanted.values()]
    file.path.unlink()  # there is no such file on the other machine
    assert [*pickle.loads(call)()] == here
    name = next(iter(wanted))
    assert job.known(name) is None
    job.keep(name, here[0])
    assert job.known(name) == here[0]


def test_a_photo_that_changed_meanwhile_is_not_sent(file, tmp_path) -> None:
    info = inspect(file, path_for_problem="anh.jpg", cache=tmp_path / "c")
    wanted = {derivative.name: derivative for derivative in derivatives(info, file.digest)}
    file.path.write_bytes(file.path.read_bytes() + b"x")
    with pytest.raises(PictureChangedError):
        PhotoJob(file, wanted, Encoder(tmp_path / "cache")).call(tuple(wanted))


def test_symbols_are_the_same_whoever_draws_them(tmp_path) -> None:
    plan = [output for number in range(5) for output in code_files.outputs(row(number), host="OCOP.EXAMPLE")]
    for output in plan:
        assert output.job is not None
        assert [*pickle.loads(pickle.dumps(output.job.call([output.path])))()] == [output.make()]
    for workers in (1, 2):
        build(plan, tmp_path / str(workers), environment="e", workers=workers)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / workers / "Q").rglob("*.*g")} for workers in ("1", "2"))
    assert one == two
    assert len(one) == 10


def test_the_mark_names_code_and_codecs() -> None:
    assert worker_mark() == worker_mark()
    assert "qrcode" in worker_mark()
    assert pickle.loads(pickle.dumps(worker_mark)) is worker_mark
