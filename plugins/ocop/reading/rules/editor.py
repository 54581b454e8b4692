"""What a careful editor who knows the programme would say: claims, completeness, freshness, laws, likeness."""

from __future__ import annotations

from typing import Final

from .rule import Subject, error, warning

EDITOR: Final = Subject(
    "Điều một biên tập viên sẽ nhắc · What a careful editor would say",
    warning(
        "health-claim",
        "{field}: “{found}” nghe như hứa chữa bệnh; thực phẩm thường không được quảng bá như vậy",
        "{field}: “{found}” sounds like a promise to cure; ordinary food may not be promoted so",
        "bỏ câu ấy, tả vị, cách làm, nơi làm; nếu là thực phẩm chức năng thì ghi group: herbs và set: 18",
        "remove that sentence, tell of taste, making and place; for functional food type group: herbs and set: 18",
    ),
    warning(
        "functional-food-sentence",
        "thực phẩm chức năng (bộ 18) thiếu câu bắt buộc",
        "functional food (set 18) lacks the mandatory sentence",
        "ghi warnings: {sentence}; nếu là thuốc dược liệu, thuốc cổ truyền thì nói rõ trong summary",
        "type warnings: {sentence}; if it is a herbal or traditional medicine say so in the summary",
    ),
    warning(
        "stars-in-words",
        "{field} viết “{found}”; giấy hết hạn thì chữ vẫn còn đó",
        "{field} says “{found}”; when the certificate ends the words will still be there",
        "bỏ hạng sao khỏi {field}; trang tự hiện sao theo recognitions khi giấy còn hiệu lực",
        "leave the rank out of {field}; the page shows stars from recognitions while they are valid",
    ),
    error(
        "stars-not-held",
        "{field} viết “{found}”, không đúng với hạng hôm nay[[: {stars} sao]][[: đã hết từ ngày {until}]]",
        "{field} says “{found}”, which is not the rank of today[[: {stars} stars]][[: it ended on {until}]]",
        "xóa chữ ấy khỏi {field}; trang tự hiện sao theo recognitions khi giấy còn hiệu lực",
        "delete those words from {field}; the page shows stars from recognitions while they are valid",
    ),
    warning(
        "label-facts-missing",
        "trang thực phẩm, đồ uống còn thiếu: {missing}",
        "a page of food or drink still lacks: {missing}",
        "chép từ nhãn: {example}",
        "copy from the label: {example}",
    ),
    warning(
        "alcohol-missing",
        "đồ uống có cồn (bộ {found}) chưa ghi độ cồn",
        "an alcoholic drink (set {found}) without its strength",
        "thêm dòng alcohol: phần trăm thể tích như trên nhãn, ví dụ alcohol: 29,5",
        "add alcohol: per cent by volume as on the label, for example alcohol: 29,5",
    ),
    warning(
        "story-alike",
        "bài này giống {percent} % bài ở {other}; bài trùng thì tiêu chí câu chuyện chấm 0 điểm",
        "this text is {percent} % the same as that in {other}; a copied story scores 0 points",
        "viết lại bằng chuyện riêng của sản phẩm này: người làm, nguyên liệu, nơi làm; hoặc sửa bài ở {other}",
        "write this product's own story: who makes it, of what, where; or mend the text in {other}",
    ),
    warning(
        "four-star-story",
        "hạng {stars} sao mà chưa có câu chuyện ({found} chữ trong thân bài)",
        "{stars} stars without a story ({found} words in the body)",
        "viết dưới dòng --- thứ hai, hoặc tạo stories/ten-bai/{facts_file} với about: {product}",
        "write below the second line ---, or make stories/name/{facts_file} with about: {product}",
    ),
    warning(
        "four-star-photo",
        "hạng {stars} sao mà chưa có ảnh",
        "{stars} stars without a photo",
        "chép ảnh vào {folder} và thêm vào photos: một mục có file:, author: và licence:, rồi tả ảnh trong alts:",
        "copy a photo into {folder}, add an item with file:, author: and licence: to photos, and describe it in alts:",
    ),
    warning(
        "four-star-english",
        "hạng {stars} sao mà chưa có bản “{language}”",
        "{stars} stars without words in “{language}”",
        "tạo tệp {found} với title:, summary: và thân bài",
        "make {found} with title:, summary: and the body",
    ),
    warning(
        "four-star-leaflet",
        "hạng {stars} sao mà chưa có mã để in tờ rơi",
        "{stars} stars without a code, so that no leaflet can be printed",
        "chạy python -m ocop qr draft {product}, rồi in tờ rơi bằng python -m ocop labels",
        "run python -m ocop qr draft {product}, then print the leaflet with python -m ocop labels",
    ),
    warning(
        "four-star-traceability",
        "hạng {stars} sao mà chưa có trang truy xuất nguồn gốc",
        "{stars} stars without a traceability page",
        "thêm dòng traceability_url: https://… do chủ thể hoặc hệ thống quốc gia cấp",
        "add traceability_url: https://… from the producer or the national system",
    ),
    warning(
        "verified-old",
        "rà lại lần gần nhất ngày {found}, đã quá sáu tháng (hôm nay là {today})",
        "last checked on {found}, more than six months ago (today is {today})",
        "đối chiếu trang này với nguồn, rồi ghi verified: {today}",
        "compare the page with its sources, then type verified: {today}",
    ),
    warning(
        "translation-unstamped",
        "bản “{language}” chưa ghi là dịch từ bản tiếng Việt nào",
        "the words in “{language}” do not say which original they translate",
        "đọc lại bản dịch, rồi chạy: {command}",
        "read the translation through, then run: {command}",
    ),
    warning(
        "translation-stale",
        "bản tiếng Việt đã đổi sau khi dịch sang “{language}”",
        "the Vietnamese words have changed since they were translated into “{language}”",
        "sửa bản dịch theo {source}, rồi chạy: {command}",
        "bring the translation up to {source}, then run: {command}",
    ),
    warning(
        "law-cited",
        "{field}: nhắc “{found}” bằng chữ; khi văn bản đổi, chỗ này sẽ sai mà không ai biết",
        "{field}: “{found}” is cited in words; when the law changes this place will be wrong unnoticed",
        "ghi trong thân bài: [{found}](pages/{page}#{key})[[, sau khi thêm văn bản ấy vào {missing}]]",
        "type in the body: [{found}](pages/{page}#{key})[[, after adding the document to {missing}]]",
    ),
)
