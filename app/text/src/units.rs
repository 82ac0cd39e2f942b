//! Words of the organisation tree: units, their offices and bodies.

sentences! {
    units_title => "Tổ chức đảng", "Organisation";
    units_sub(open: usize) => "{open} tổ chức đang hoạt động", "Units at work: {open}";
    units_closed => "Đã kết thúc hoạt động", "Closed";
    units_closed_on(day: &str) => "Kết thúc ngày {day}", "Closed on {day}";
    units_empty => "Chưa có tổ chức nào để xem.", "There is no unit to see yet.";
    units_members(count: u32) => "{count} đảng viên", "Members: {count}";

    unit_above => "Trực thuộc", "Below";
    unit_new_meeting => "Chuẩn bị cuộc họp", "Prepare a meeting";
    unit_offices => "Chức vụ", "Offices";
    unit_office_since(role: &str, day: &str) => "{role} · từ {day}", "{role} · since {day}";
    unit_office_vacant(role: &str) => "Chưa có {role}", "No {role} yet";
    unit_offices_empty => "Chưa giao chức vụ nào.", "No office has been given yet.";
    unit_hand_over => "Bàn giao", "Hand over";
    unit_hand_over_spoken(role: &str, name: &str) => "Bàn giao chức vụ {role} của {name}", "Hand over the office {role} of {name}";
    unit_give => "Giao", "Give";
    unit_give_spoken(role: &str) => "Giao chức vụ {role}", "Give the office {role}";
    unit_give_other => "Giao chức vụ khác", "Give another office";
    unit_seat_since(day: &str) => "Từ {day}", "Since {day}";
    unit_body_edit => "Sửa danh sách", "Edit the list";
    unit_body_add(body: &str) => "Lập danh sách {body}", "Make the list: {body}";
    unit_bodies => "Cấp ủy", "Elected bodies";
    unit_bodies_empty => "Chưa ghi danh sách cấp ủy. Nếu chi bộ có dưới 9 đảng viên chính thức thì không cần lập.", "No list of a body yet. A cell with fewer than 9 official members needs none.";
    unit_members => "Đảng viên", "Members";
    unit_members_see => "Xem danh sách, tìm theo tên hoặc số điện thoại", "See the list, search by name or phone number";
    unit_member_add => "Thêm đảng viên", "Add a member";
    unit_children => "Tổ chức bên dưới", "Units below";
    unit_children_empty => "Chưa có tổ chức nào bên dưới.", "No unit below yet.";
    unit_child_add => "Thêm tổ chức bên dưới", "Add a unit below";
    unit_data => "Thông tin tổ chức", "Data of the unit";
    unit_kind_label => "Loại tổ chức", "Kind";
    unit_code => "Mã tổ chức", "Code";
    unit_started => "Ngày thành lập", "Founded on";
    unit_ended => "Ngày kết thúc", "Closed on";
    unit_edit => "Sửa thông tin", "Edit the data";
    unit_audit => "Xem nhật ký", "See the audit";
    unit_close => "Kết thúc hoạt động", "Close this unit";

    unit_new_title => "Thêm tổ chức đảng", "Add a unit";
    unit_new_below(above: &str) => "Trực thuộc {above}", "Below {above}";
    unit_edit_title => "Sửa thông tin tổ chức", "Edit the unit";
    unit_name => "Tên tổ chức", "Name";
    unit_name_hint => "Ghi đầy đủ như trong quyết định thành lập, ví dụ: Chi bộ bản Phiêng Đón", "As written in the founding decision, for example: Chi bộ bản Phiêng Đón";
    unit_code_hint => "Ghi như trong danh mục của cấp trên, ví dụ: 38.168.053.000.001", "As in the list of the level above, for example: 38.168.053.000.001";
    unit_add_do => "Thêm tổ chức", "Add the unit";
    unit_save_do => "Lưu thay đổi", "Save changes";
    unit_cancel => "Không, quay lại", "No, go back";
    unit_close_title(name: &str) => "Kết thúc hoạt động của {name}?", "Close {name}?";
    unit_close_explained => "Hồ sơ, biên bản và nhật ký được giữ nguyên để tra cứu. Từ ngày này không lập được cuộc họp mới ở đây.", "Records, minutes and audit stay and can be read. From that day on no meeting can be made here.";
    unit_close_in_use(members: u32, children: usize) => "Hiện còn {members} đảng viên và {children} tổ chức bên dưới. Đồng chí hãy chuyển hết rồi mới kết thúc.", "There are still members ({members}) and units below ({children}). Move them first, then close.";
    unit_close_on => "Kết thúc từ ngày", "Closed from";
    unit_close_do => "Kết thúc hoạt động", "Close this unit";

    hand_title => "Bàn giao chức vụ", "Hand over an office";
    hand_title_of(role: &str) => "Bàn giao chức vụ {role}", "Hand over: {role}";
    hand_present => "Đang giữ chức vụ", "Holds the office now";
    hand_nobody => "Chức vụ này chưa có người giữ.", "Nobody holds this office.";
    hand_role => "Chức vụ", "Office";
    hand_person => "Người nhận", "Who takes it over";
    hand_person_none => "Chọn một đồng chí", "Choose a person";
    hand_person_nobody => "Không tìm thấy ai. Đồng chí hãy thử tên khác, hoặc thêm đảng viên trước.", "Nobody was found. Try another name, or add the member first.";
    hand_find => "Tìm người nhận theo tên", "Find the person by name";
    hand_found(count: usize) => "{count} người khớp với tên đã tìm", "People found: {count}";
    hand_on => "Từ ngày", "From";
    hand_explained => "Người đang giữ chức vụ thôi giữ từ ngày này; người nhận có đủ quyền từ ngày này. Không cần làm gì thêm.", "The present holder leaves the office on this day and the new one has all its rights from then on. Nothing else is needed.";
    hand_do => "Bàn giao", "Hand over";
    hand_give_do => "Giao chức vụ", "Give the office";
    hand_end => "Thôi giữ chức vụ, chưa có người thay", "Leaves the office, no successor yet";
    hand_end_on(name: &str) => "{name} thôi giữ từ ngày", "{name} leaves it on";
    hand_end_do => "Ghi thôi giữ chức vụ", "Record that the office ends";

    body_title(body: &str) => "Danh sách {body}", "List: {body}";
    body_name => "Tên gọi", "Name";
    body_name_hint => "Ví dụ: Chi ủy nhiệm kỳ 2025–2027", "For example: Cell committee 2025–2027";
    body_people => "Những đồng chí trong cấp ủy", "Members of the body";
    body_people_hint => "Chọn mọi đồng chí đang tham gia. Người không được chọn sẽ thôi tham gia từ ngày ghi bên dưới.", "Choose everybody who sits in it. Whoever is not chosen leaves it on the day below.";
    body_people_none => "Chưa có đảng viên nào để chọn. Đồng chí hãy thêm đảng viên trước.", "There is no member to choose yet. Please add members first.";
    body_on => "Áp dụng từ ngày", "Holds from";
    body_do => "Lưu danh sách", "Save the list";
}
