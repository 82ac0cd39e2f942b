//! One page of each kind, in the words of the looks.

use app::{
    islands::{Cast, Clock, Live},
    ui::*,
};
use chrono::NaiveDate;
use leptos::prelude::*;

type Make = fn() -> AnyView;

/// Name, address, whether somebody is signed in, and the page.
pub const PAGES: [(&str, &str, bool, Make); 11] = [
    ("home", "/", true, home),
    ("vote", "/meetings/1", true, vote),
    ("receipt", "/meetings/1", true, receipt),
    ("console", "/meetings/1", true, console),
    ("committee", "/meetings", true, committee),
    ("form", "/meetings", true, form),
    ("member", "/members", true, member),
    ("signin", "/sign-in", false, sign_in),
    ("paper", "/documents", true, paper),
    ("screen", "/", true, screen),
    ("error", "/x", true, error),
];

fn rows() -> impl IntoView {
    view! {
        <Agenda>
            <AgendaLine title="Điểm danh, thông qua chương trình" time="10 phút" progress=Progress::Done />
            <AgendaLine title="Báo cáo kết quả tháng 11" time="20 phút" sub="Bí thư Lò Văn Dũng" progress=Progress::Done />
            <AgendaLine title="Thảo luận: làm đường liên bản" time="30 phút" sub="6 ý kiến" progress=Progress::Done />
            <AgendaLine title="Xét kết nạp đảng viên" sub="Phó bí thư Hà Thị Liên · 1 văn bản" progress=Progress::Current />
            <AgendaLine title="Nhiệm vụ tháng 12, phân công" time="15 phút" />
            <AgendaLine title="Thông qua nghị quyết, chấm điểm buổi họp" time="10 phút" href="/x" />
        </Agenda>
    }
}

fn home() -> AnyView {
    view! {
        <Page title="Việc của tôi">
            <PageTitle eyebrow="Chào đồng chí" title="Lò Thị Hạnh" />
            <Sheet now=true eyebrow="Đang bỏ phiếu" title="Kết nạp quần chúng Quàng Văn Minh vào Đảng">
                <p class="soft">"Phiếu kín. Còn mở đến 20:15."</p>
                <ButtonLink href="/v" label="Bỏ phiếu" />
            </Sheet>
            <Sheet eyebrow="Cuộc họp tới">
                <DayBlock date=NaiveDate::from_ymd_opt(2026, 12, 3).expect("day")>
                    <p><b>"Họp chi bộ thường kỳ"</b></p>
                    <p class="soft num">"19:30 Thứ Năm · Nhà văn hóa bản"</p>
                </DayBlock>
                <Pair>
                    <ActionButton action="/a" label="Tôi sẽ dự" look=Look::Plain />
                    <ButtonLink href="/b" label="Xin vắng" look=Look::Plain />
                </Pair>
            </Sheet>
            <Sheet eyebrow="Văn bản chưa đọc">
                <Rows>
                    <Row title="Dự thảo nghị quyết tháng 12" sub="3 trang · 214 kB" href="/d" />
                    <Row title="Công văn 118-CV/ĐU về thu nộp đảng phí" sub="1 trang · cần xác nhận trước 05/12" href="/d">
                        <Tag kind=TagKind::Gold label="Khẩn" />
                    </Row>
                    <Row title="Nguyễn Thị Phương Thảo Nguyên Hạnh Phúc" sub="không có đường dẫn"><Tag kind=TagKind::No label="Mất kết nối 2 phút" /></Row>
                </Rows>
            </Sheet>
        </Page>
    }
    .into_any()
}

fn vote() -> AnyView {
    view! {
        <Page title="Bỏ phiếu">
            <BackLink href="/meetings/1" label="Cuộc họp" />
            <PageTitle eyebrow="Nội dung 4 · Phiếu kín" title="Kết nạp quần chúng Quàng Văn Minh vào Đảng"
                sub="Cần ít nhất 2/3 đảng viên chính thức tán thành." />
            <Form action="/cast" name="cast">
                <Hidden name="key" value="0192" />
                <Choices name="choice" choices=vec![
                    ("yes".into(), "Tán thành".into(), Sense::Yes),
                    ("no".into(), "Không tán thành".into(), Sense::No),
                    ("abstain".into(), "Không có ý kiến".into(), Sense::Abstain),
                ] />
                <Cast mark=String::new() sending="Đang gửi…".to_owned() waiting="Mất mạng. Đang gửi lại phiếu – đồng chí đừng đóng trang này…".to_owned() />
            </Form>
            <Notice>"Không ai thấy đồng chí chọn gì, kể cả bí thư. Hệ thống chỉ ghi là đồng chí đã bỏ phiếu."</Notice>
            <Notice tone=Tone::Warning>"Chi bộ có dưới 7 người bỏ phiếu: nếu tất cả chọn giống nhau thì ai cũng biết phiếu của nhau."</Notice>
        </Page>
    }
    .into_any()
}

fn receipt() -> AnyView {
    view! {
        <Page title="Đã ghi phiếu">
            <Receipt title="Phiếu của đồng chí đã được ghi" sub="Phiếu kín · Nội dung 4">
                <Sheet><p>"Kết quả được công bố khi bí thư kết thúc bỏ phiếu. Đồng chí không cần làm gì thêm."</p></Sheet>
                <ButtonLink href="/m" label="Về cuộc họp" look=Look::Plain />
                <RefreshWithoutScript />
            </Receipt>
        </Page>
    }
    .into_any()
}

fn console() -> AnyView {
    view! {
        <Page title="Điều hành" wide=true>
            <PageTitle now=true eyebrow="Đang họp · 00:48" title="Họp chi bộ thường kỳ tháng 12">
                <ButtonLink href="/s" label="Màn chiếu" look=Look::Plain />
                <ButtonLink href="/s" label="Mã QR điểm danh" look=Look::Plain />
                <ActionButton action="/e" label="Kết thúc họp" look=Look::Plain />
            </PageTitle>
            <Live url="/live".to_owned() connected="Đang cập nhật".to_owned() lost="Mất kết nối, đang nối lại…".to_owned()
                news="Có thông tin mới.".to_owned() reload="Tải lại".to_owned() every=0 />
            <div class="console">
                <Sheet title="Chương trình">{rows()}</Sheet>
                <div>
                    <Sheet now=true eyebrow="Đang bỏ phiếu kín · còn 07:41" title="Kết nạp quần chúng Quàng Văn Minh vào Đảng">
                        <Stats>
                            <Stat label="Tổng số" value="20" />
                            <Stat label="Đã bỏ phiếu" value="14" />
                            <Stat label="Cần tán thành" value="14" />
                        </Stats>
                        <Meter value=14 of=20 label="14 trên 20 đã bỏ phiếu" />
                        <p class="small soft">"Tổng số: 20 đảng viên chính thức được triệu tập; 3 vắng vẫn tính. "<a href="/r">"Quy định, điều khoản"</a></p>
                        <Pair>
                            <ActionButton action="/c" label="Kết thúc và công bố" />
                            <ActionButton action="/c" label="Thêm 5 phút" look=Look::Plain />
                        </Pair>
                    </Sheet>
                    <Sheet title="Chưa bỏ phiếu">
                        <Rows>
                            <Row title="Lường Văn Pâng"><Tag kind=TagKind::No label="Mất kết nối 2 phút" /></Row>
                            <Row title="Hoàng Thị Én"><Tag kind=TagKind::Calm label="Đang mở phiếu" /></Row>
                            <Row title="Vì Văn Sáng"><Tag label="Chưa mở phiếu" /><ActionButton action="/p" look=Look::Small label="Chuyển sang phiếu giấy" /></Row>
                        </Rows>
                    </Sheet>
                </div>
                <div>
                    <Sheet title="Có mặt">
                        <p><span class="big num">"19"</span><span class="soft num">" / 22"</span></p>
                        <Meter value=17 of=20 mark=14 label="Chính thức 17 trên 20, cần 14" />
                        <p class="small soft">"Chính thức 17/20, đủ 2/3. Dự bị 2. Vắng có lý do 3, không lý do 0."</p>
                        <a href="/x">"Điểm danh hộ"</a>
                    </Sheet>
                    <LivePart id="turnout"><p class="soft">"Còn "<Clock at=600_000 now=0 up=false /></p></LivePart>
                    <Sheet title="Xin phát biểu" live="speakers">
                        <Rows>
                            <Row title="Hà Thị Liên" sub="đang nói"><b class="num">"2:10"</b></Row>
                            <Row title="Cầm Văn Thịnh"><ActionButton action="/p" look=Look::Small label="Mời" spoken="Mời Cầm Văn Thịnh" /></Row>
                        </Rows>
                    </Sheet>
                </div>
            </div>
        </Page>
    }
    .into_any()
}

fn committee() -> AnyView {
    let row = |name: &str, day: AnyView, present: &str, sent: AnyView, score: &str, late: &str| {
        vec![
            cell(view! { <a href="/c">{name.to_owned()}</a> }),
            day,
            cell(present.to_owned()),
            sent,
            cell(score.to_owned()),
            cell(late.to_owned()),
        ]
    };
    view! {
        <Page title="Các chi bộ" wide=true>
            <PageTitle title="Sinh hoạt chi bộ tháng 12" sub="23 chi bộ · 938 đảng viên">
                <ButtonLink href="/x" label="Xuất Excel, 24 kB" look=Look::Plain download=true />
            </PageTitle>
            <Stats>
                <Stat label="Đã họp" value="19" of="/ 23" />
                <Stat label="Dự họp" value="87,4" of="%" />
                <Stat label="Nghị quyết đã gửi" value="16" />
                <Stat label="Nhiệm vụ quá hạn" value="7" kind=TagKind::No />
            </Stats>
            <SearchBox action="/members" label="Tìm chi bộ" hint="Không cần gõ dấu" value="phieng" />
            <Table caption="Các chi bộ trong tháng"
                columns=vec![Column::text("Chi bộ"), Column::text("Họp"), Column::number("Có mặt"), Column::text("Nghị quyết"), Column::number("Điểm"), Column::number("Việc quá hạn")]
                rows=vec![
                    row("Bản Phiêng Đón", cell("03/12"), "19/22", cell(view! { <Tag kind=TagKind::Yes label="Đã gửi" /> }), "92 Tốt", "0"),
                    row("Bản Nà Tân", cell("04/12"), "24/31", cell(view! { <Tag kind=TagKind::Gold label="Còn 1 ngày" /> }), "84 Khá", "2"),
                    row("Trường trung học cơ sở Nguyễn Thị Minh Khai", cell("02/12"), "18/18", cell(view! { <Tag kind=TagKind::Yes label="Đã gửi" /> }), "96 Tốt", "0"),
                    row("Bản Co Phương", cell(view! { <Tag kind=TagKind::No label="Chưa họp" /> }), "–", cell("–"), "–", "5"),
                ] />
            <Table caption="Bảng số cuộn ngang" narrow=Narrow::Scroll
                columns=vec![Column::text("Chi bộ"), Column::text("Họp"), Column::number("Có mặt"), Column::text("Nghị quyết"), Column::number("Điểm"), Column::number("Việc quá hạn")]
                rows=vec![row("Bản Phiêng Đón", cell("03/12"), "19/22", cell("Đã gửi"), "92 Tốt", "0"), row("Trường THCS", cell("03/12"), "19/22", cell("Đã gửi"), "92 Tốt", "0")]
                foot=vec![cell("Tổng"), cell(""), cell("38/44"), cell("2"), cell("92"), cell("0")] />
            <Pagination current=2 last=5 link=|page| format!("/members?page={page}") />
        </Page>
    }
    .into_any()
}

fn form() -> AnyView {
    view! {
        <Page title="Mời họp">
            <BackLink href="/meetings" label="Các cuộc họp" />
            <PageTitle title="Mời họp chi bộ" sub="Thông báo được gửi tới 22 đảng viên." />
            <Steps steps=vec![("Chương trình".into(), Progress::Done), ("Thời gian".into(), Progress::Current), ("Gửi".into(), Progress::Ahead)] />
            <Sheet>
            <Form action="/meetings" name="meeting" multipart=true>
                <Field name="title" label="Tên cuộc họp" value="Họp thường kỳ" />
                <Field name="phone" kind=Kind::Tel label="Số điện thoại" hint="Mười chữ số" />
                <Field name="date" kind=Kind::Date label="Ngày họp" value="2026-12-03" />
                <Field name="time" kind=Kind::Time label="Giờ họp" value="19:30" />
                <Field name="minutes" kind=Kind::Number label="Thời lượng (phút)" value="90" />
                <Select name="kind" label="Loại cuộc họp" value="b" options=vec![("a".into(), "Thường kỳ".into()), ("b".into(), "Chuyên đề".into())] />
                <Radios name="form" legend="Hình thức" value="room" hint="Chọn một" choices=vec![Choice::new("room", "Tại chỗ"), Choice::new("online", "Trực tuyến").hint("Chỉ khi được cấp trên cho phép")] />
                <Checkboxes name="who" legend="Thành phần" values=vec!["all".into()] choices=vec![Choice::new("all", "Toàn thể đảng viên"), Choice::new("guest", "Khách mời"), Choice::new("upper", "Cấp ủy viên theo dõi chi bộ")] />
                <TextArea name="note" label="Ghi chú" optional=true value="</textarea><script>alert(1)</script>" />
                <FileField name="file" label="Văn bản kèm theo" accept=".pdf" limit="PDF, DOCX hoặc ảnh, tối đa 20 MB" />
                <Checkbox name="sure" label="Tôi đã kiểm tra danh sách người được mời" />
                <Submit label="Gửi giấy mời" />
            </Form>
            </Sheet>
            <Details summary="Vì sao phải gửi trước một ngày?"><p>"Theo hướng dẫn, văn bản được gửi trước ít nhất một ngày."</p></Details>
            <ActionButton action="/x" label="Hủy cuộc họp" look=Look::Warning />
            <CopyText id="link" label="Đường dẫn mời" text="https://chibo.example.vn/m/abc" rows=2 />
            <EmptyState sentence="Chưa có văn bản nào. Bí thư sẽ gửi trước buổi họp."><ButtonLink href="/x" label="Thêm văn bản" look=Look::Plain /></EmptyState>
            <Notice tone=Tone::Good>"Đã đủ 2/3 đảng viên chính thức."</Notice>
        </Page>
    }
    .into_any()
}

fn member() -> AnyView {
    view! {
        <Page title="Hồ sơ">
            <PageTitle eyebrow="Hồ sơ đảng viên" title="Lò Thị Hạnh" />
            <Tags>
                <Tag kind=TagKind::Yes label="Chính thức" />
                <Tag kind=TagKind::Calm label="38 năm tuổi Đảng" />
                <Tag kind=TagKind::Gold label="Huy hiệu 40 năm: 19/5/2028" />
            </Tags>
            <Sheet title="Thông tin chung">
                <Facts>
                    <Fact name="Ngày sinh" value="12/04/1958" />
                    <Fact name="Dân tộc" value="Thái" />
                    <Fact name="Quê quán" value="Nà Pản, tỉnh Mường Lai" />
                    <Fact name="Số định danh"><span>"014 ••• ••• 219 "</span><a href="/x">"Hiện"</a></Fact>
                    <Fact name="Vào Đảng" value="19/05/1988, chính thức 19/05/1989" />
                </Facts>
            </Sheet>
            <Sheet title="Giấy tờ số hóa">
                <Meter value=31 of=36 label="31 trên 36 loại" />
                <p class="small soft num">"31 / 36 loại ưu tiên 1 · thiếu 5"</p>
                <Rows>
                    <Row title="02. Lý lịch đảng viên" sub="6 trang · kiểm tra 14/10/2026"><Tag kind=TagKind::Yes label="Đạt" /></Row>
                    <Row title="19. Thẻ đảng viên"><Tag kind=TagKind::No label="Thiếu" /></Row>
                </Rows>
            </Sheet>
            <ButtonLink href="/x" look=Look::Plain label="Đề nghị sửa thông tin" />
        </Page>
    }
    .into_any()
}

fn sign_in() -> AnyView {
    view! {
        <Page title="Đăng nhập">
            <PageTitle title="Đăng nhập" sub="Dùng số điện thoại mà bí thư chi bộ đã ghi cho đồng chí." />
            <Form action="/sign-in" name="sign-in">
                <Field name="login" label="Số điện thoại" kind=Kind::Tel autocomplete="username" />
                <Field name="password" label="Mật khẩu" kind=Kind::Password />
                <Submit label="Đăng nhập" />
            </Form>
            <p><a href="/f">"Quên mật khẩu?"</a>" Gọi bí thư chi bộ để nhận đường dẫn mới."</p>
        </Page>
    }
    .into_any()
}

fn paper() -> AnyView {
    view! {
        <Page title="Nghị quyết" wide=true>
            <Paper>
                <PrintHeader above="Đảng bộ xã Nà Pản" issuer="Chi bộ bản Phiêng Đón" number="Số 05-NQ/CB" place_and_date="Nà Pản, ngày 03 tháng 12 năm 2026" />
                <PaperTitle kind="NGHỊ QUYẾT" summary="họp chi bộ thường kỳ tháng 12 năm 2026" />
                <p>"Thực hiện quy định mới về chế độ đảng phí, Ban Thường vụ Đảng ủy yêu cầu các chi bộ rà soát mức đóng của từng đảng viên, lập danh sách miễn, giảm và gửi về Văn phòng Đảng ủy."</p>
                <h2>"I. ĐÁNH GIÁ"</h2>
                <p>"Chi bộ họp lúc 19 giờ 30, có mặt 19/22 đảng viên."</p>
                <Signature recipients=vec!["Đảng ủy xã (để báo cáo),".into(), "Đảng viên chi bộ,".into(), "Lưu chi bộ.".into()] on_behalf="T/M CHI BỘ" office="BÍ THƯ" name="Lò Văn Dũng" />
            </Paper>
        </Page>
    }
    .into_any()
}

fn screen() -> AnyView {
    view! {
        <Screen title="Màn chiếu">
            <p class="soft">"Chi bộ bản Phiêng Đón · Họp thường kỳ 03/12/2026"</p>
            <h1>"4. Kết nạp quần chúng Quàng Văn Minh vào Đảng"</h1>
            <Stats>
                <Stat label="Tán thành" value="15" kind=TagKind::Yes />
                <Stat label="Không tán thành" value="1" kind=TagKind::No />
                <Stat label="Không ý kiến" value="1" />
            </Stats>
            <div class="outcome yes"><b>"✓ Được thông qua"</b><span>"15/20, cần 14 (2/3 đảng viên chính thức)"</span></div>
        </Screen>
    }
    .into_any()
}

fn error() -> AnyView {
    view! { <Page title="404"><ErrorPage status=404 request_id="01JC-7F2A" /></Page> }.into_any()
}
