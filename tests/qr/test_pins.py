"""A reprint in years to come is the same symbol: releases of qrcode, side by side, agree where everything is pinned."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ocop.qr import digital_link, make_symbol, payload_for

CACHE = Path(__file__).parents[2] / ".cache" / "qrcode-releases"
RELEASES = {
    "7.3.1": ("qrcode==7.3.1 --hash=sha256:375a6ff240ca9bd41adc070428b5dfc1dcfbb0f2507f1ac848f6cded38956578",),
    "7.4.2": (
        "qrcode==7.4.2 --hash=sha256:581dca7a029bcb2deef5d01068e39093e80ef00b4a61098a2182eac59d01643a",
        "pypng==0.20220715.0 --hash=sha256:4a43e969b8f5aaafb2a415536c1a8ec7e341cd6a3f957fd5b5f32a4cfeed902c",
    ),
    "8.2": ("qrcode==8.2 --hash=sha256:16e64e0716c14960108e85d853062c9e8bba5ca8252c0b4d0231b9df4060ff4f",),
}
DRAW = """
import hashlib, importlib.metadata, json, sys
sys.path.insert(0, sys.argv[1])
from qrcode.main import QRCode
from qrcode.util import QRData
import qrcode
assert qrcode.__file__.startswith(sys.argv[1]), qrcode.__file__
modes, levels = {"numeric": 1, "alnum": 2, "byte": 4}, {"M": 0, "H": 2, "Q": 3}
digests = []
for payload, level, version, mask, segments in json.load(sys.stdin):
    code = QRCode(version=version, error_correction=levels[level], border=0, mask_pattern=mask)
    start = 0
    for segment in segments.split():
        mode, length = segment.split(":")
        chunk = payload[start:start + int(length)].encode()
        code.add_data(QRData(chunk, mode=modes[mode], check_data=False))
        start += int(length)
    code.make(fit=False)
    rows = ["".join("1" if module else "0" for module in row) for row in code.modules]
    digests.append(hashlib.sha256("\\n".join(rows).encode()).hexdigest())
print(json.dumps([importlib.metadata.version("qrcode"), digests]))
"""


def installed(release: str) -> Path:
    """The release in a folder of its own, kept between runs. Skips where it cannot be had."""
    folder = CACHE / release
    if folder.is_dir():
        return folder
    aside = CACHE / f"{release}.{os.getpid()}"
    aside.mkdir(parents=True)
    listed = aside / "requirements.txt"
    listed.write_text("\n".join(RELEASES[release]) + "\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps"]
    done = subprocess.run(
        [*pip, "--require-hashes", "--target", str(aside / "made"), "-r", str(listed)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        (aside / "made").rename(folder)
    shutil.rmtree(aside, ignore_errors=True)
    if not folder.is_dir():
        pytest.skip(f"qrcode {release} cannot be installed: {done.stderr.strip().splitlines()[-1:]}")
    return folder


@pytest.mark.system
@pytest.mark.parametrize("release", RELEASES)
def test_releases_of_qrcode_agree_on_what_is_pinned(release: str) -> None:
    seeded = random.Random(20261123)
    hosts = ["OCOPSADEC.VN", "OCOP.DONGTHAP.GOV.VN", f"{'A' * 40}.VN"]
    payloads = [payload_for(hosts[number % 3], f"SD{seeded.randrange(100_000):05d}") for number in range(60)]
    payloads += [digital_link("ocopsadec.vn", "8931234567897")]
    symbols = [make_symbol(payload, mask=seeded.choice([None, *range(8)]), allow_large=True) for payload in payloads]
    pinned = [(one.payload, one.level, one.version, one.mask, one.segments) for one in symbols]
    folder = installed(release)
    done = subprocess.run(
        [sys.executable, "-c", DRAW, str(folder)], input=json.dumps(pinned), capture_output=True, text=True, check=True
    )
    version, digests = json.loads(done.stdout)
    assert version == release
    assert digests == [one.digest for one in symbols]
