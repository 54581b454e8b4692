"""Rules on recognitions and dossiers: what the decisions on OCOP allow."""

from __future__ import annotations

from typing import Final

from .rule import Subject, error, warning

RECOGNITIONS: Final = Subject(
    "Công nhận và hồ sơ · Recognitions and dossiers",
    error(
        "recognition-too-early",
        "ngày quyết định {found} trước {earliest}, khi chưa có chương trình OCOP",
        "the decision of {found} is earlier than {earliest}, when there was no OCOP programme",
        "xem lại ngày trên quyết định",
        "check the day on the decision",
    ),
    error(
        "recognition-duplicate",
        "quyết định {found} đã ghi ở dòng {first}",
        "the decision {found} is already on line {first}",
        "xóa một trong hai mục; nâng hạng có quyết định và ngày riêng",
        "delete one of the two; an upgrade has a decision and a day of its own",
    ),
    error(
        "expires-reason-missing",
        "ngày hết hạn {found} khác 36 tháng ({expected}) mà không nói vì sao",
        "the expiry {found} differs from 36 months ({expected}) without a reason",
        "xóa expires nếu theo 36 tháng, hoặc thêm expires_reason: theo văn bản nào",
        "delete expires if 36 months are right, or add expires_reason: by which document",
    ),
    error(
        "expires-before-decision",
        "ngày hết hạn {found} không sau ngày quyết định {date}",
        "the expiry {found} is not after the decision of {date}",
        "xem lại hai ngày trên giấy chứng nhận",
        "check both days on the certificate",
    ),
    error(
        "extension-too-long",
        "kéo dài đến {found} là quá 180 ngày sau khi hết hạn ({expiry})",
        "an extension until {found} is more than 180 days after the expiry ({expiry})",
        "ghi ngày trong văn bản, muộn nhất {latest} (26/2026/QĐ-TTg, Điều 12.3)",
        "type the day in the document, {latest} at the latest (26/2026/QĐ-TTg, Article 12.3)",
    ),
    error(
        "extension-before-expiry",
        "kéo dài đến {found} không sau ngày hết hạn {expiry}",
        "an extension until {found} is not after the expiry {expiry}",
        "ghi ngày trong văn bản kéo dài, hoặc xóa extension",
        "type the day in the extending document, or delete extension",
    ),
    error(
        "extension-not-possible",
        "kéo dài đến {found}: giấy hết hạn ngày {expiry}, khi chưa có quy định kéo dài (từ 22/5/2026)",
        "extended until {found}: the term was over on {expiry}, before extensions existed (22 May 2026)",
        "xóa extension; nếu có công nhận mới thì thêm một mục recognitions",
        "delete extension; if there is a new recognition add an item to recognitions",
    ),
    error(
        "revocation-before-decision",
        "ngày thu hồi {found} trước ngày quyết định {date}",
        "the revocation of {found} is earlier than the decision of {date}",
        "xem lại ngày trên văn bản thu hồi",
        "check the day on the revoking document",
    ),
    error(
        "evidence-too-weak",
        "nguồn “{found}” thuộc bậc {evidence}, chưa đủ để ghi là đã công nhận",
        "the source “{found}” is of grade {evidence}, too weak for a recognition",
        "dẫn nguồn bậc A hoặc B1, hoặc bỏ mục này và ghi dossier: nếu hồ sơ mới đang được hướng dẫn",
        "name a source of grade A or B1, or remove the item and type dossier: if the file is being prepared",
    ),
    error(
        "dossier-evidence-too-weak",
        "nguồn “{found}” thuộc bậc C, chưa đủ để ghi là đang làm hồ sơ",
        "the source “{found}” is of grade C, too weak for a dossier",
        "dẫn báo cáo, kế hoạch hoặc tin của cơ quan (bậc A, B1, B2), hoặc xóa dossier",
        "name an authority's report, plan or news (grade A, B1, B2), or delete dossier",
    ),
    warning(
        "issuer-unlikely",
        "ngày {date}, hạng {stars} sao do cấp {expected} công nhận, nhưng cơ quan cấp là “{found}”",
        "on {date} {stars} stars were recognised at the {expected_en} level, but the issuer is “{found}”",
        "so lại ngày, hạng sao và cơ quan với bản quyết định; nếu đúng như in thì để nguyên",
        "compare day, stars and issuer with the decision; if it is printed so, leave it",
    ),
    warning(
        "group-unlikely",
        "ngày {date} bộ tiêu chí chưa có nhóm {found}",
        "on {date} the scheme had no group {found}",
        "so lại ngày và nhóm với quyết định; nếu đúng như in thì để nguyên",
        "compare day and group with the decision; if it is printed so, leave it",
    ),
    warning(
        "scheme-unlikely",
        "ngày {date} dùng bộ tiêu chí {expected}, nhưng ở đây ghi {found}",
        "on {date} the scheme was {expected}, but here it is {found}",
        "xóa scheme để lấy theo ngày, hoặc để nguyên nếu quyết định ghi như vậy",
        "delete scheme so that the day decides, or leave it if the decision says so",
    ),
    warning(
        "decision-days-differ",
        "quyết định {found} ghi ngày {date}, nhưng {other} ghi ngày {expected}; trong một năm mỗi số chỉ có một ngày",
        "the decision {found} is dated {date} here but {expected} in {other}; within a year a number has one day",
        "so cả hai với bản quyết định, rồi ghi date: {expected} ở đây hoặc sửa {other}",
        "compare both with the decision, then type date: {expected} here or mend {other}",
    ),
    warning(
        "decision-issuers-differ",
        "quyết định {decision} ở đây do “{found}” cấp, nhưng {other} ghi “{expected}”",
        "the decision {decision} is issued by “{found}” here but by “{expected}” in {other}",
        "so cả hai với bản quyết định, rồi ghi issuer: {expected} ở đây hoặc sửa {other}",
        "compare both with the decision, then type issuer: {expected} here or mend {other}",
    ),
    warning(
        "issuer-spelling",
        "cơ quan cấp “{found}” gần giống “{suggestion}”",
        "the issuer “{found}” is nearly “{suggestion}”",
        "ghi issuer: {suggestion}; nếu quyết định in khác như vậy thì để nguyên",
        "type issuer: {suggestion}; if the decision prints it otherwise, leave it",
    ),
    warning(
        "product-code-form",
        "mã sản phẩm “{found}” không theo dạng tỉnh-xã-số-năm",
        "the product code “{found}” is not province-commune-number-year",
        "chép đúng như in, ví dụ 82-29905-01-2026; trước tháng 7/2025 có thêm mã huyện: 87-867-29905-1-2021",
        "copy it as printed, for example 82-29905-01-2026; before July 2025 with a district: 87-867-29905-1-2021",
    ),
    warning(
        "product-code-year",
        "mã sản phẩm {found} mang năm {year}, nhưng quyết định ngày {date}",
        "the product code {found} has the year {year}, but the decision is of {date}",
        "so lại mã và ngày với quyết định; năm trong mã là năm đánh giá",
        "compare code and day with the decision; the year in a code is that of the assessment",
    ),
    warning(
        "product-code-district",
        "mã sản phẩm {found} còn mã huyện, cấp không còn từ 01/7/2025",
        "the product code {found} still has a district, a level that ended on 1 July 2025",
        "so lại với quyết định; mã từ đó về sau mở đầu bằng {expected}-",
        "compare it with the decision; codes since then begin with {expected}-",
    ),
    error(
        "product-code-unit",
        "mã sản phẩm {found}: xã, phường mã {code} ({title}) không có vào ngày {date} (có: {span})",
        "the product code {found}: the unit {code} ({title}) did not exist on {date} (it did: {span})",
        "so lại mã và ngày với quyết định; mã xã, phường của từng thời kỳ ở content/data/units.yaml",
        "compare code and day with the decision; the codes of each time are in content/data/units.yaml",
    ),
    warning(
        "product-code-unknown",
        "mã sản phẩm {found}: không có xã, phường nào mang mã {code} trong {where}",
        "the product code {found}: no unit in {where} has the code {code}",
        'so lại với quyết định; nếu đúng thì thêm một mục có code: "{code}" vào {where}',
        'compare it with the decision; if it is right add an item with code: "{code}" to {where}',
    ),
)
