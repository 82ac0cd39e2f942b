//! People who are written by hand: all of Phiêng Đón, and the officers that the demo needs by name elsewhere.
//! Invariant: Phiêng Đón has 22 members, 20 of them official, and one candidate; the two Lò Thị Hoa are deliberate.

use crate::model::Sex::{self, Female, Male};
use crate::names::Ethnic::{self, Kinh, Mong, Thai};

/// When somebody joined.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Joined {
    /// Admitted on this day, official a year later.
    On(i32, u32, u32),
    /// A probationer for so many months and days now.
    Ago(u32, u64),
    Never,
}

/// A person written by hand: key, cell, name in three parts, sex, people, day of birth, joined, occupation.
pub(crate) struct Written {
    pub key: &'static str,
    pub cell: &'static str,
    pub name: [&'static str; 3],
    pub sex: Sex,
    pub ethnic: Ethnic,
    pub born: (i32, u32, u32),
    pub joined: Joined,
    pub occupation: &'static str,
}

const fn w(
    key: &'static str,
    cell: &'static str,
    name: [&'static str; 3],
    (sex, ethnic): (Sex, Ethnic),
    born: (i32, u32, u32),
    joined: Joined,
    occupation: &'static str,
) -> Written {
    Written {
        key,
        cell,
        name,
        sex,
        ethnic,
        born,
        joined,
        occupation,
    }
}

const PD: &str = "phieng-don";
const CQ: &str = "co-quan-dang";
const UB: &str = "co-quan-ubnd";
const FARMER: &str = "Làm ruộng";

use Joined::{Ago, Never, On};

#[rustfmt::skip]
pub(crate) const WRITTEN: &[Written] = &[
    w("lo-van-dung", PD, ["Lò", "Văn", "Dũng"], (Male, Thai), (1971, 8, 20), On(1998, 9, 2), "Trưởng bản, làm ruộng"),
    w("ha-thi-lien", PD, ["Hà", "Thị", "Liên"], (Female, Thai), (1979, 3, 8), On(2006, 5, 19), "Chi hội trưởng phụ nữ, làm ruộng"),
    w("quang-van-hung", PD, ["Quàng", "Văn", "Hưng"], (Male, Thai), (1984, 11, 2), On(2010, 2, 3), "Giám đốc hợp tác xã"),
    w("lo-thi-hanh", PD, ["Lò", "Thị", "Hạnh"], (Female, Thai), (1958, 4, 12), On(1988, 5, 19), "Nghỉ hưu"),
    w("cam-van-thinh", PD, ["Cầm", "Văn", "Thịnh"], (Male, Thai), (1966, 1, 15), On(1991, 9, 2), "Chi hội trưởng cựu chiến binh"),
    w("luong-van-pang", PD, ["Lường", "Văn", "Pâng"], (Male, Thai), (1975, 6, 30), On(2002, 2, 3), FARMER),
    w("hoang-thi-en", PD, ["Hoàng", "Thị", "Én"], (Female, Thai), (1988, 10, 5), On(2014, 5, 19), "Giáo viên mầm non"),
    w("vi-van-sang", PD, ["Vì", "Văn", "Sáng"], (Male, Thai), (1993, 12, 24), On(2019, 9, 2), "Bí thư chi đoàn, làm ruộng"),
    w("lo-van-un", PD, ["Lò", "Văn", "Ún"], (Male, Thai), (1949, 2, 10), On(1974, 11, 7), "Nghỉ hưu"),
    w("quang-thi-pom", PD, ["Quàng", "Thị", "Pỏm"], (Female, Thai), (1953, 7, 1), On(1984, 2, 3), "Già, không còn làm ruộng"),
    w("tong-van-chien", PD, ["Tòng", "Văn", "Chiến"], (Male, Thai), (1962, 5, 7), On(1987, 9, 2), "Bộ đội nghỉ hưu"),
    w("ca-van-xom", PD, ["Cà", "Văn", "Xôm"], (Male, Thai), (1969, 9, 9), On(1999, 2, 3), FARMER),
    w("leo-van-pan", PD, ["Lèo", "Văn", "Pản"], (Male, Thai), (1973, 4, 18), On(2001, 5, 19), FARMER),
    w("lo-thi-hoa-1968", PD, ["Lò", "Thị", "Hoa"], (Female, Thai), (1968, 12, 3), On(1996, 11, 7), FARMER),
    w("lo-thi-hoa-1991", PD, ["Lò", "Thị", "Hoa"], (Female, Thai), (1991, 8, 15), On(2017, 9, 2), "Y tế bản"),
    w("ha-van-tien", PD, ["Hà", "Văn", "Tiện"], (Male, Thai), (1981, 1, 27), On(2008, 2, 3), "Công an viên, làm ruộng"),
    w("cam-thi-dung", PD, ["Cầm", "Thị", "Dung"], (Female, Thai), (1986, 6, 6), On(2013, 5, 19), "Kế toán hợp tác xã"),
    w("giang-a-de", PD, ["Giàng", "A", "Dế"], (Male, Mong), (1990, 3, 12), On(2016, 2, 3), "Lái xe"),
    w("luong-thi-ban", PD, ["Lường", "Thị", "Ban"], (Female, Thai), (1995, 2, 28), On(2021, 5, 19), "Làm ruộng, dệt thổ cẩm"),
    w("nguyen-van-toan", PD, ["Nguyễn", "Văn", "Toàn"], (Male, Kinh), (1977, 10, 10), On(2004, 9, 2), "Buôn bán tại bản"),
    w("vi-thi-thao", PD, ["Vì", "Thị", "Thảo"], (Female, Thai), (2000, 5, 21), Ago(11, 4), "Chi hội phó phụ nữ, làm ruộng"),
    w("quang-van-dong", PD, ["Quàng", "Văn", "Đông"], (Male, Thai), (1998, 9, 17), Ago(6, 9), "Dân quân, làm ruộng"),
    w("quang-van-minh", PD, ["Quàng", "Văn", "Minh"], (Male, Thai), (1999, 3, 26), Never, "Phó bí thư chi đoàn, nuôi ong"),

    w("cam-ngoc-tuan", CQ, ["Cầm", "Ngọc", "Tuấn"], (Male, Thai), (1974, 2, 19), On(1999, 5, 19), "Bí thư Đảng ủy xã"),
    w("nguyen-thi-thu-ha", CQ, ["Nguyễn", "Thị Thu", "Hà"], (Female, Kinh), (1980, 9, 13), On(2005, 9, 2), "Phó bí thư thường trực Đảng ủy xã"),
    w("quang-van-thang", CQ, ["Quàng", "Văn", "Thắng"], (Male, Thai), (1979, 12, 1), On(2004, 2, 3), "Chủ nhiệm Ủy ban Kiểm tra Đảng ủy xã"),
    w("vi-thi-hong-nhung", CQ, ["Vì", "Thị Hồng", "Nhung"], (Female, Thai), (1983, 5, 30), On(2008, 5, 19), "Trưởng Ban Xây dựng Đảng"),
    w("tran-quang-huy", CQ, ["Trần", "Quang", "Huy"], (Male, Kinh), (1982, 7, 22), On(2009, 2, 3), "Chánh Văn phòng Đảng ủy xã"),
    w("luong-van-kien", CQ, ["Lường", "Văn", "Kiên"], (Male, Thai), (1977, 1, 4), On(2003, 9, 2), "Chủ tịch Ủy ban MTTQ xã"),
    w("lo-minh-duc", CQ, ["Lò", "Minh", "Đức"], (Male, Thai), (1990, 4, 30), On(2016, 5, 19), "Chuyên viên Ban Xây dựng Đảng"),
    w("pham-thi-ngoc-mai", CQ, ["Phạm", "Thị Ngọc", "Mai"], (Female, Kinh), (1988, 8, 8), On(2015, 2, 3), "Văn thư Văn phòng Đảng ủy xã"),
    w("hoang-van-quyet", UB, ["Hoàng", "Văn", "Quyết"], (Male, Thai), (1976, 11, 11), On(2001, 2, 3), "Chủ tịch UBND xã"),
    w("ha-van-khanh", UB, ["Hà", "Văn", "Khánh"], (Male, Thai), (1983, 3, 3), On(2009, 9, 2), "Phó chủ tịch UBND xã"),
    w("do-manh-cuong", UB, ["Đỗ", "Mạnh", "Cường"], (Male, Kinh), (1992, 10, 20), On(2018, 5, 19), "Công chức Văn phòng HĐND và UBND xã, phụ trách công nghệ thông tin"),
    w("quang-van-on", "na-tan", ["Quàng", "Văn", "Ơn"], (Male, Thai), (1969, 6, 16), On(1995, 9, 2), "Trưởng bản, làm ruộng"),
];
