"""`licenses` and `sbom`: what the catalogue is made with. They run where publishing's own packages are."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click

from ocop import publishing
from ocop.publishing import parts as supply
from ocop.publishing import sbom as bills

from .options import ROOT, Language
from .publishing import PACKAGES, chosen_target, moved_for, target_options, told

MODULE, PACKAGE = "cyclonedx", "cyclonedx-python-lib"


@click.command()
@click.option("--all", "everything", is_flag=True, help="Liệt kê mọi gói, không chỉ chỗ phải xem.")
def licenses(*, everything: bool) -> None:
    """Giấy phép của mọi gói đang dùng, so với những giấy phép được phép trong pyproject.toml."""
    with told("vi"):
        moved_for(MODULE, PACKAGE)
    policy = supply.policy_of(ROOT)
    found = supply.parts_of((ROOT / supply.LOCK).read_text(encoding="utf-8"), policy)
    verdict = supply.judged(found, policy)
    for part in found if everything else ():
        click.echo(f"{part.name} {part.version}: {part.licence or '?'}")
    for part in verdict.unknown:
        click.echo(f"{part.name} {part.version}: không rõ giấy phép → đọc giấy phép của gói, ghi vào settled (pyproject.toml)")
    for part, keys in verdict.refused:
        click.echo(f"{part.name} {part.version}: {', '.join(keys)} chưa được phép → thêm vào allowed, hoặc bỏ gói")
    for name in verdict.needless:
        click.echo(f"{name}: ghi thừa trong settled: gói tự nói, hoặc không còn dùng → bỏ dòng ấy")
    licences = {key for part in found for key in supply.spdx_keys(part.licence)}
    click.echo(f"{len(found)} gói, {len(licences)} giấy phép: {', '.join(sorted(licences))}.")
    if not verdict.is_good:
        raise click.exceptions.Exit(1)


@click.command()
@target_options
@click.option("--to", default="", help="Mã bản; bỏ trống: bản đang chạy.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=PACKAGES, help="Thư mục nhận tệp.")
def sbom(settings: Path, lang: Language, public: Path, target: str, *, to: str, output: Path) -> None:  # noqa: PLR0913
    """Ghi bảng kê thành phần (CycloneDX) của một bản đã đưa lên."""
    with told(lang):
        moved_for(MODULE, PACKAGE)
        where, _ = chosen_target(settings, target, public)
        with publishing.writing(where), where.alone(), where.opened() as session:
            kept, live = session.releases(), session.live()
        wanted = [release for release in kept if release.id.startswith(to)] if to else [live] if live else []
        if len(wanted) != 1:
            raise publishing.NoSuchReleaseError(to, tuple(release.id for release in kept))
        (release,) = wanted
    lock = publishing.file_at(ROOT, release.commit, supply.LOCK) or (ROOT / supply.LOCK).read_bytes()
    found = supply.parts_of(lock.decode("utf-8"), supply.policy_of(ROOT))
    text = bills.bill(release, found, lock_digest=hashlib.sha256(lock).hexdigest())
    output.mkdir(parents=True, exist_ok=True)
    file = output / f"ocop-{release.id}.cdx.json"
    file.write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"{file} ({len(found)} {'gói' if lang == 'vi' else 'packages'})")
