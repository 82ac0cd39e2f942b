//! The tree and what is peculiar to each cell. Invariant: parents come first, and the twelve cells stand in the
//! order in which the committee lists them.

use chrono::NaiveDate;

use crate::calendar::day;
use crate::model::{Unit, UnitKind};
use crate::names::Mix;
use crate::{COMMITTEE, PROVINCE};

/// What people of a cell do for a living.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Setting {
    Village,
    Town,
    School,
    Clinic,
    Police,
    Military,
    PartyOffice,
    Government,
}

/// A cell and how many of whom it has. `members` counts its own, without guests and candidates.
pub(crate) struct CellPlan {
    pub key: &'static str,
    pub name: &'static str,
    pub short_name: &'static str,
    pub place: &'static str,
    pub setting: Setting,
    pub mix: Mix,
    pub members: usize,
    pub elderly: usize,
    pub probationary: usize,
    pub exempt: usize,
    pub temporary_out: usize,
    pub suspended: usize,
    pub temporary_in: usize,
    pub candidates: usize,
    /// Key, name, short name.
    pub groups: &'static [(&'static str, &'static str, &'static str)],
}

const NONE: CellPlan = CellPlan {
    key: "",
    name: "",
    short_name: "",
    place: "",
    setting: Setting::Village,
    mix: Mix(1, 0, 0),
    members: 0,
    elderly: 0,
    probationary: 0,
    exempt: 0,
    temporary_out: 0,
    suspended: 0,
    temporary_in: 0,
    candidates: 0,
    groups: &[],
};

/// The twelve cells. The people of Phiêng Đón are written by hand, so its counts here are for the record.
pub(crate) const CELLS: [CellPlan; 12] = [
    CellPlan {
        key: "phieng-don",
        name: "Chi bộ bản Phiêng Đón",
        short_name: "Bản Phiêng Đón",
        place: "Nhà văn hóa bản Phiêng Đón",
        mix: Mix(9, 1, 1),
        members: 22,
        elderly: 5,
        probationary: 2,
        candidates: 1,
        ..NONE
    },
    CellPlan {
        key: "na-tan",
        name: "Chi bộ bản Nà Tân",
        short_name: "Bản Nà Tân",
        place: "Nhà văn hóa bản Nà Tân",
        mix: Mix(18, 1, 2),
        members: 52,
        elderly: 9,
        probationary: 3,
        exempt: 4,
        temporary_out: 2,
        temporary_in: 1,
        candidates: 2,
        groups: &[
            ("na-tan-1", "Tổ đảng số 1, bản Nà Tân", "Tổ đảng số 1"),
            ("na-tan-2", "Tổ đảng số 2, bản Nà Tân", "Tổ đảng số 2"),
            ("na-tan-3", "Tổ đảng số 3, bản Nà Tân", "Tổ đảng số 3"),
        ],
        ..NONE
    },
    CellPlan {
        key: "co-phuong",
        name: "Chi bộ bản Co Phương",
        short_name: "Bản Co Phương",
        place: "Nhà văn hóa bản Co Phương",
        mix: Mix(16, 2, 1),
        members: 41,
        elderly: 7,
        probationary: 2,
        exempt: 3,
        temporary_out: 2,
        suspended: 1,
        candidates: 1,
        ..NONE
    },
    CellPlan {
        key: "huoi-la",
        name: "Chi bộ bản Huổi Lạ",
        short_name: "Bản Huổi Lạ",
        place: "Nhà sinh hoạt cộng đồng bản Huổi Lạ",
        mix: Mix(1, 14, 0),
        members: 33,
        elderly: 4,
        probationary: 3,
        exempt: 1,
        temporary_out: 3,
        candidates: 1,
        ..NONE
    },
    CellPlan {
        key: "pa-hoc",
        name: "Chi bộ bản Pá Hốc",
        short_name: "Bản Pá Hốc",
        place: "Nhà sinh hoạt cộng đồng bản Pá Hốc",
        mix: Mix(1, 12, 0),
        members: 28,
        elderly: 3,
        probationary: 2,
        exempt: 1,
        temporary_out: 1,
        candidates: 1,
        ..NONE
    },
    CellPlan {
        key: "trung-tam",
        name: "Chi bộ tiểu khu Trung Tâm",
        short_name: "Tiểu khu Trung Tâm",
        place: "Nhà văn hóa tiểu khu Trung Tâm",
        setting: Setting::Town,
        mix: Mix(6, 1, 9),
        members: 58,
        elderly: 16,
        probationary: 1,
        exempt: 7,
        temporary_out: 1,
        temporary_in: 2,
        groups: &[
            ("trung-tam-1", "Tổ đảng số 1, tiểu khu Trung Tâm", "Tổ đảng số 1"),
            ("trung-tam-2", "Tổ đảng số 2, tiểu khu Trung Tâm", "Tổ đảng số 2"),
            ("trung-tam-3", "Tổ đảng số 3, tiểu khu Trung Tâm", "Tổ đảng số 3"),
        ],
        ..NONE
    },
    CellPlan {
        key: "thcs",
        name: "Chi bộ Trường THCS Nà Pản",
        short_name: "Trường THCS",
        place: "Phòng hội đồng Trường THCS Nà Pản",
        setting: Setting::School,
        mix: Mix(7, 1, 8),
        members: 36,
        probationary: 2,
        temporary_out: 1,
        temporary_in: 1,
        ..NONE
    },
    CellPlan {
        key: "tram-y-te",
        name: "Chi bộ Trạm Y tế xã",
        short_name: "Trạm Y tế",
        place: "Phòng giao ban Trạm Y tế xã",
        setting: Setting::Clinic,
        mix: Mix(6, 1, 5),
        members: 18,
        probationary: 1,
        ..NONE
    },
    CellPlan {
        key: "cong-an",
        name: "Chi bộ Công an xã",
        short_name: "Công an xã",
        place: "Phòng họp Công an xã",
        setting: Setting::Police,
        mix: Mix(6, 2, 8),
        members: 26,
        probationary: 1,
        temporary_in: 1,
        ..NONE
    },
    CellPlan {
        key: "quan-su",
        name: "Chi bộ Quân sự xã",
        short_name: "Quân sự xã",
        place: "Phòng họp Ban Chỉ huy Quân sự xã",
        setting: Setting::Military,
        mix: Mix(6, 3, 3),
        members: 9,
        probationary: 2,
        ..NONE
    },
    CellPlan {
        key: "co-quan-dang",
        name: "Chi bộ cơ quan Đảng ủy xã",
        short_name: "Cơ quan Đảng ủy",
        place: "Phòng họp số 2, trụ sở Đảng ủy xã",
        setting: Setting::PartyOffice,
        mix: Mix(8, 2, 7),
        members: 33,
        probationary: 1,
        ..NONE
    },
    CellPlan {
        key: "co-quan-ubnd",
        name: "Chi bộ cơ quan UBND xã",
        short_name: "Cơ quan UBND xã",
        place: "Phòng họp số 1, trụ sở UBND xã",
        setting: Setting::Government,
        mix: Mix(8, 2, 8),
        members: 44,
        probationary: 2,
        temporary_out: 1,
        ..NONE
    },
];

/// The day the commune's committee began to work.
pub(crate) fn founded() -> NaiveDate {
    day(2025, 7, 1)
}

/// Province, committee, cells, groups.
pub(crate) fn all() -> Vec<Unit> {
    let unit = |key, kind, parent, name, short_name, code: &str, place| Unit {
        key,
        kind,
        parent,
        name,
        short_name,
        code: code.to_owned(),
        place,
        // The cells are older than the commune that they were put under.
        since: match kind {
            UnitKind::Province | UnitKind::Committee => founded(),
            UnitKind::Cell | UnitKind::Group => day(1962, 9, 2),
        },
    };
    let mut units = vec![
        unit(
            PROVINCE,
            UnitKind::Province,
            None,
            "Đảng bộ tỉnh Mường Lai",
            "Tỉnh Mường Lai",
            "98.000.000.000.000",
            "Trụ sở Tỉnh ủy Mường Lai",
        ),
        unit(
            COMMITTEE,
            UnitKind::Committee,
            Some(PROVINCE),
            "Đảng bộ xã Nà Pản",
            "Đảng ủy xã Nà Pản",
            "98.000.047.000.000",
            "Hội trường Đảng ủy xã",
        ),
    ];
    for (number, cell) in (1..).zip(&CELLS) {
        let code = format!("98.000.047.000.{number:03}");
        units.push(unit(
            cell.key,
            UnitKind::Cell,
            Some(COMMITTEE),
            cell.name,
            cell.short_name,
            &code,
            cell.place,
        ));
    }
    for cell in &CELLS {
        for (key, name, short_name) in cell.groups {
            units.push(unit(
                key,
                UnitKind::Group,
                Some(cell.key),
                name,
                short_name,
                "",
                cell.place,
            ));
        }
    }
    units
}
