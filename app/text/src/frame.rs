//! Words of the frame around every page: bar, places, sizes, errors.

use crate::sentences;

sentences! {
    product => "Chi bộ", "Chibo";
    product_line => "Họp và hồ sơ không giấy tờ", "Meetings and records without paper";
    place_home => "Việc của tôi", "My tasks";
    place_meetings => "Họp", "Meetings";
    place_documents => "Văn bản", "Documents";
    place_members => "Hồ sơ", "Records";
}
