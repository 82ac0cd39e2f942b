//! Names by people, sex and generation. Invariant: a drawn name is one that a family of that people would give.

use rand::{Rng, RngExt, seq::IndexedRandom};

use crate::model::Sex;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ethnic {
    Thai,
    Mong,
    Kinh,
}

impl Ethnic {
    pub(crate) fn written(self) -> &'static str {
        match self {
            Self::Thai => "Thái",
            Self::Mong => "Mông",
            Self::Kinh => "Kinh",
        }
    }
}

/// Shares of Thái, Mông and Kinh in a cell.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mix(pub u32, pub u32, pub u32);

impl Mix {
    pub(crate) fn draw(self, rng: &mut impl Rng) -> Ethnic {
        let Self(thai, mong, kinh) = self;
        let at = rng.random_range(0..thai + mong + kinh);
        if at < thai {
            Ethnic::Thai
        } else if at < thai + mong {
            Ethnic::Mong
        } else {
            Ethnic::Kinh
        }
    }
}

const THAI_FAMILIES: &[&str] = &[
    "Lò", "Lò", "Lò", "Quàng", "Quàng", "Cầm", "Cầm", "Hà", "Vì", "Vì", "Lường", "Lường", "Hoàng", "Tòng", "Tòng",
    "Cà", "Cà", "Lèo",
];
const THAI_MEN_OLD: &[&str] = &[
    "Ún", "Xôm", "Pản", "Pâng", "Ín", "Piếng", "Panh", "Sươi", "Muôn", "Bun", "Inh", "Hịa", "Chốm", "Hiêng", "Xiên",
    "Phiên", "Pọm", "Ơn", "Ước", "Tỉnh", "Hặc", "Chựa", "Ngoan", "Bó", "Thoan", "Pấng", "Ánh", "Yên", "Sơ", "Kẹo",
];
const THAI_MEN: &[&str] = &[
    "Hùng", "Cường", "Thoan", "Xuân", "Chung", "Biên", "Hoan", "Toán", "Tính", "Thương", "Nghiêm", "Thành", "Tuấn",
    "Sơn", "Thuận", "Việt", "Đại", "Kiên", "Quyền", "Hải", "Dương", "Tiến", "Định", "Nam", "Lả", "Tươi", "Phong",
    "Thắng", "Bình", "Khánh", "Trọng", "Quý", "Diện", "Hợp", "Duy", "Nhất",
];
const THAI_WOMEN_OLD: &[&str] = &[
    "Ọi", "Ín", "Ún", "Pỏm", "Hặc", "Dọn", "Hiêng", "Ánh", "Lả", "Én", "Biến", "Sươi", "Inh", "Xôm", "Pâng", "Muôn",
    "Đôi", "Chựa", "Kẹo", "Ban",
];
const THAI_WOMEN: &[&str] = &[
    "Hồng", "Thoa", "Xuân", "Tươi", "Nguyệt", "Doan", "Loan", "Chung", "Phương", "Hương", "Lan", "Mai", "Thủy", "Yến",
    "Duyên", "Thương", "Hiền", "Diệp", "Bích", "Ngân", "Trang", "Vân", "Nga", "Hoài", "Quyên", "Sen", "Chiên", "Minh",
    "Tuyết", "Lưu",
];
const MONG_FAMILIES: &[&str] = &[
    "Giàng", "Sùng", "Vàng", "Mùa", "Thào", "Giàng", "Sùng", "Vàng", "Lầu", "Hờ",
];
const MONG_MEN: &[&str] = &[
    "Dế", "Chống", "Sình", "Tủa", "Páo", "Dơ", "Lử", "Súa", "Chu", "Của", "Tráng", "Vừ", "Lềnh", "Khua", "Nếnh",
    "Thái", "Ký", "Só", "Mang", "Phử", "Câu", "Già", "Dia", "Nhà", "Phía", "Sính", "Tồng", "Trừ", "Hạng", "Tếnh",
];
const MONG_WOMEN: &[&str] = &[
    "Mỷ", "Dở", "Chá", "Dua", "Sua", "Mai", "Dê", "Pàng", "Chi", "Xá", "Ly", "Máy", "Ca", "Sông", "Dợ", "Nhia", "Mảy",
    "Dính", "Chía", "Rùa",
];
const KINH_FAMILIES: &[&str] = &[
    "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Phạm", "Phạm", "Lê", "Lê", "Vũ", "Đỗ", "Bùi", "Đặng", "Hoàng",
    "Phan", "Đinh", "Ngô",
];
const KINH_MEN: &[&str] = &[
    "Hùng", "Cường", "Dũng", "Tuấn", "Sơn", "Hải", "Nam", "Thành", "Trung", "Hiếu", "Long", "Quân", "Minh", "Tùng",
    "Kiên", "Phúc", "Thái", "Bảo", "Vinh", "Lâm", "Hà", "Toàn", "Chiến", "Thịnh", "Khoa", "Tiến",
];
const KINH_WOMEN: &[&str] = &[
    "Hương", "Lan", "Hoa", "Mai", "Hằng", "Thủy", "Nga", "Hạnh", "Yến", "Trang", "Linh", "Ngọc", "Thảo", "Huyền",
    "Nhung", "Dung", "Loan", "Vân", "Hà", "Phương", "Oanh", "Tâm", "Thơm", "Bình",
];
const KINH_MIDDLE_MEN: &[&str] = &[
    "Văn", "Văn", "Đức", "Minh", "Quang", "Xuân", "Hữu", "Ngọc", "Mạnh", "Thanh", "Trọng",
];
const KINH_MIDDLE_WOMEN: &[&str] = &[
    "Thị",
    "Thị",
    "Thị Thu",
    "Thị Thanh",
    "Thị Minh",
    "Thị Hồng",
    "Thị Bích",
    "Thị Kim",
    "Ngọc",
];

/// Family, middle and given name.
pub(crate) fn draw(rng: &mut impl Rng, ethnic: Ethnic, sex: Sex, birth_year: i32) -> [&'static str; 3] {
    let traditional = rng.random_bool(if birth_year < 1972 { 0.85 } else { 0.2 });
    match (ethnic, sex) {
        (Ethnic::Thai, Sex::Male) => {
            let middle = match birth_year {
                1990.. => pick(rng, &["Văn", "Văn", "Văn", "Minh", "Quốc", "Anh"]),
                _ => "Văn",
            };
            [
                pick(rng, THAI_FAMILIES),
                middle,
                pick(rng, if traditional { THAI_MEN_OLD } else { THAI_MEN }),
            ]
        }
        (Ethnic::Thai, Sex::Female) => {
            let middle = match birth_year {
                1985.. => pick(rng, &["Thị", "Thị", "Thị", "Thị Thu", "Thị Hồng", "Thị Kim"]),
                _ => "Thị",
            };
            [
                pick(rng, THAI_FAMILIES),
                middle,
                pick(rng, if traditional { THAI_WOMEN_OLD } else { THAI_WOMEN }),
            ]
        }
        (Ethnic::Mong, Sex::Male) => [pick(rng, MONG_FAMILIES), "A", pick(rng, MONG_MEN)],
        (Ethnic::Mong, Sex::Female) => [pick(rng, MONG_FAMILIES), "Thị", pick(rng, MONG_WOMEN)],
        (Ethnic::Kinh, Sex::Male) => [
            pick(rng, KINH_FAMILIES),
            pick(rng, KINH_MIDDLE_MEN),
            pick(rng, KINH_MEN),
        ],
        (Ethnic::Kinh, Sex::Female) => {
            let middle = pick(rng, KINH_MIDDLE_WOMEN);
            loop {
                let given = pick(rng, KINH_WOMEN);
                if !middle.ends_with(given) {
                    return [pick(rng, KINH_FAMILIES), middle, given];
                }
            }
        }
    }
}

/// One of a list that is written in the source and not empty.
pub(crate) fn pick<T: Copy>(rng: &mut impl Rng, from: &[T]) -> T {
    *from.choose(rng).expect("the lists of this crate are not empty")
}
