// What people do apart from the evening, each once with and once without JavaScript: sign in, reply, set text size and
// language, open a password link, keep the organisation. What is refused comes back with what was typed.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { find } from "../lib/tour.mjs";
import { tonight } from "../lib/evening.mjs";
import { LAPTOP, openHouse } from "../lib/people.mjs";

for (const script of [true, false])
  describe(script ? "with JavaScript" : "without JavaScript", () => {
    let house;
    before(async () => {
      house = await openHouse();
    });

    test("signing in: a wrong password keeps the name, the right one leads where one wanted to go", async () => {
      const person = await house.stranger({ script, name: "dangvien1" });
      await person.goto("/account");
      assert.equal(person.path(), "/sign-in");
      await person.write("Số điện thoại hoặc thư điện tử", "0950000101");
      await person.write("Mật khẩu", "sai mật khẩu");
      await person.press("Đăng nhập");
      await person.sees("mật khẩu chưa đúng");
      assert.equal(await person.field("Số điện thoại hoặc thư điện tử").inputValue(), "0950000101");
      assert.equal(await person.field("Mật khẩu").inputValue(), "", "a password never comes back");
      await person.write("Mật khẩu", house.password);
      await person.press("Đăng nhập");
      await person.sees("Tài khoản của tôi");
      assert.equal(person.path(), "/account");
      await person.page.locator("header summary").click();
      await person.page.getByRole("button", { name: "Đăng xuất", exact: true }).click();
      await person.sees("Đồng chí đã đăng xuất.");
      await person.goto("/account");
      assert.equal(person.path(), "/sign-in");
    });

    test("one's own password: looked at while it is typed, changed with the old one, other devices signed out", async () => {
      const person = await house.person("dangvien5", { script });
      const other = await house.person("dangvien5", { script });
      await person.goto("/account");
      await person.press("Đổi mật khẩu");
      const shown = person.page.getByRole("button", { name: "Hiện mật khẩu" });
      assert.equal(await shown.filter({ visible: true }).count(), script ? 3 : 0);
      await person.write("Mật khẩu đang dùng", "sai mật khẩu");
      await person.write("Mật khẩu mới", "ba con trâu đen");
      await person.write("Nhập lại", "ba con trâu đen ");
      if (script) {
        await shown.first().click();
        assert.equal(await person.field("Mật khẩu đang dùng").getAttribute("type"), "text");
        await person.press("Ẩn mật khẩu");
        assert.equal(await person.field("Mật khẩu đang dùng").getAttribute("type"), "password");
        await shown.first().click();
      }
      await person.press("Đổi mật khẩu");
      await person.sees("Mật khẩu đang dùng chưa đúng.");
      assert.equal(await person.field("Mật khẩu đang dùng").getAttribute("type"), "password");
      await person.write("Mật khẩu đang dùng", ` ${house.password} `);
      await person.write("Mật khẩu mới", "ba con trâu đen");
      await person.write("Nhập lại", "ba con trâu đen ");
      await person.press("Đổi mật khẩu");
      await person.sees("Đã đổi mật khẩu.");
      await other.goto("/account");
      assert.equal(other.path(), "/sign-in");
      await other.write("Số điện thoại hoặc thư điện tử", "dangvien5@demo.test");
      await other.write("Mật khẩu", "ba con trâu đen ");
      await other.press("Đăng nhập");
      await other.sees("Thiết bị đang đăng nhập");
    });

    test("a proposed title follows the kind and the day, a written one stays", async () => {
      const secretary = await house.person("bithu", { script });
      await secretary.goto("/meetings/new");
      const title = secretary.field("Tên cuộc họp");
      assert.match(await title.inputValue(), /^Họp thường kỳ tháng /);
      await secretary.page.locator("[name=kind][value=thematic]").check({ force: true });
      await secretary.page.locator("[name=date]").fill("2027-03-04");
      if (script) assert.match(await title.inputValue(), / tháng 3\/2027$/);
      const followed = script ? await title.inputValue() : null;
      await secretary.page.locator("main form button[type=submit]").first().click();
      await secretary.sees(followed ?? /(?<!Họp thường kỳ) tháng 3\/2027/);
      await secretary.goto("/meetings/new");
      await secretary.write("Tên cuộc họp", "Họp bàn đường liên bản");
      await secretary.page.locator("[name=kind][value=extraordinary]").check({ force: true });
      assert.equal(await title.inputValue(), "Họp bàn đường liên bản");
      await secretary.page.locator("main form button[type=submit]").first().click();
      await secretary.sees("Họp bàn đường liên bản");
    });

    test("an excuse needs its reason; a reply can be changed", async () => {
      const member = await house.person("dangvien2", { script });
      const meeting = await tonight(member);
      await member.goto(meeting);
      await member.press("Xin vắng");
      await member.press("Gửi trả lời");
      await member.sees("còn trống");
      assert.ok(await member.page.getByLabel("Tôi xin vắng").isChecked(), "the choice is still there");
      await member.write("Lý do vắng", "Đi khám bệnh");
      await member.press("Gửi trả lời");
      await member.sees("Đồng chí đã xin vắng");
      await member.sees("Đi khám bệnh");
      await member.press("Đổi câu trả lời");
      await member.page.getByLabel("Tôi sẽ dự").check();
      await member.press("Gửi trả lời");
      await member.sees("Đồng chí sẽ dự họp");
    });

    test("three text sizes and two languages, kept on every page", async () => {
      const member = await house.person("dangvien3", { script });
      const letters = () => member.page.evaluate(() => parseFloat(getComputedStyle(document.querySelector("main p")).fontSize));
      const menu = async (name) => {
        await member.page.locator("header summary").click();
        await member.page.getByRole("button", { name, exact: true }).click();
      };
      await member.goto("/account");
      const sizes = [await letters()];
      for (const name of ["Lớn", "Rất lớn"]) {
        await menu(name);
        assert.equal(member.path(), "/account", "back on the same page");
        sizes.push(await letters());
      }
      assert.ok(sizes[0] >= 18 && sizes[1] > sizes[0] && sizes[2] > sizes[1], sizes.join(" "));
      await member.page.locator(".bar-form button").click();
      assert.equal(await letters(), sizes[0], "A+ goes round");
      await menu("English");
      await member.sees("My account");
      await member.goto("/");
      await member.sees("Welcome");
      await menu("Tiếng Việt");
      await member.sees("Chào đồng chí");
    });

    test("a member gets a password by a link that works once", async () => {
      const secretary = await house.person("bithu", { script, size: LAPTOP });
      const stranger = await house.stranger({ script });
      await secretary.goto(script ? "/members?q=xom" : "/members?q=pan");
      await secretary.press(script ? "Cà Văn Xôm" : "Lèo Văn Pản");
      const phone = (await secretary.says()).match(/0950[ .]?\d{3}[ .]?\d{3}/)[0];
      await secretary.press(/^Cấp đường dẫn/);
      const link = (await secretary.page.locator("#message").inputValue()).match(/http\S+/)[0];
      assert.ok(link.startsWith(house.address), link);
      await stranger.goto(link);
      await stranger.sees(script ? "Dành cho đồng chí Cà Văn Xôm" : "Dành cho đồng chí Lèo Văn Pản");
      await stranger.write("Mật khẩu mới", "ngan");
      await stranger.write("Nhập lại mật khẩu mới", "ngan");
      await stranger.press("Lưu mật khẩu");
      await stranger.sees(/Mật khẩu cần ít nhất/);
      await stranger.page.locator("[name=password]").fill("mùa xuân đầu tiên");
      await stranger.page.locator("[name=again]").fill("mùa xuân đầu tiên");
      await stranger.press("Lưu mật khẩu");
      await stranger.sees("Đã đặt mật khẩu mới.");
      await stranger.write("Số điện thoại hoặc thư điện tử", phone);
      await stranger.write("Mật khẩu", "mùa xuân đầu tiên");
      await stranger.press("Đăng nhập");
      await stranger.sees("Chào đồng chí");
      const second = await house.stranger({ script });
      const response = await second.page.goto(link);
      assert.ok(response.status() >= 400, `a used link answers ${response.status()}`);
    });

    test("the administrator adds and renames a cell; the secretary adds a member", async () => {
      const administrator = await house.person("quantri", { script, size: LAPTOP });
      const committee = await find(administrator, "/units", /href="(\/units\/[0-9a-f-]{36})"[^>]*>(?:(?!<\/a>)[^])*Đảng ủy/);
      await administrator.goto(committee);
      await administrator.press("Thêm tổ chức bên dưới");
      await administrator.write("Tên tổ chức", "Chi bộ bản Mới");
      await administrator.press("Thêm tổ chức");
      await administrator.sees("còn trống");
      assert.equal(await administrator.field("Tên tổ chức").inputValue(), "Chi bộ bản Mới");
      await administrator.page.getByLabel("Chi bộ", { exact: true }).check();
      await administrator.press("Thêm tổ chức");
      await administrator.sees("Đã thêm tổ chức đảng.");
      await administrator.press("Sửa thông tin");
      await administrator.write("Tên tổ chức", "Chi bộ bản Huổi Mới");
      await administrator.press("Lưu thay đổi");
      await administrator.sees("Đã lưu thông tin tổ chức đảng.");
      await administrator.sees("Chi bộ bản Huổi Mới");

      const secretary = await house.person("bithu", { script, size: LAPTOP });
      await secretary.goto("/members");
      await secretary.press("Thêm đảng viên");
      await secretary.write("Họ và tên", "Lò Thị Mới");
      await secretary.write("Số điện thoại", "0950000101");
      await secretary.page.getByLabel("Nữ", { exact: true }).check();
      await secretary.page.getByLabel(/^Chính thức/).first().check();
      await secretary.press("Thêm đảng viên");
      await secretary.sees("Số điện thoại này đang thuộc về một người khác.");
      assert.equal(await secretary.field("Họ và tên").inputValue(), "Lò Thị Mới");
      await secretary.write("Số điện thoại", "0950999888");
      await secretary.press("Thêm đảng viên");
      await secretary.sees("Đã thêm đảng viên.");
      await secretary.goto("/members?q=lo+thi+moi");
      await secretary.sees("Lò Thị Mới");
    });

    test("a notice that is opened is new no more, and leads to its meeting", async () => {
      const member = await house.person("dangvien4", { script });
      await member.goto("/notices");
      const fresh = () => member.page.getByText("Mới", { exact: true }).count();
      const before = await fresh();
      assert.ok(before > 0);
      await member.press(/^Xem cuộc họp: /);
      await member.page.waitForURL(/\/meetings\//);
      await member.goto("/notices");
      assert.equal(await fresh(), before - 1);
    });

    test("an officer adds somebody to a cell, and moves him after a second look", async () => {
      const officer = await house.person("canbo", { script, size: LAPTOP });
      const name = script ? "Lường Thị Ngân" : "Lường Thị Nga";
      await officer.goto("/members");
      await officer.press("Thêm đảng viên");
      await officer.press("Chi bộ bản Phiêng Đón");
      await officer.write("Họ và tên", name);
      await officer.write("Số điện thoại", script ? "0950999777" : "0950999666");
      await officer.page.getByLabel("Nữ", { exact: true }).check();
      await officer.page.getByLabel(/^Chính thức/).first().check();
      await officer.press("Thêm đảng viên");
      await officer.sees("Đã thêm đảng viên.");
      await officer.press(/Chuyển sinh hoạt/);
      await officer.write("Lý do", "Chuyển nơi cư trú");
      await officer.press("Xem lại trước khi ghi");
      await officer.sees("còn trống");
      assert.equal(await officer.field("Lý do").inputValue(), "Chuyển nơi cư trú");
      await officer.choose("Chuyển đến chi bộ", { label: "Chi bộ bản Nà Tân" });
      await officer.press("Xem lại trước khi ghi");
      await officer.sees("không rút lại được");
      await officer.press("Sửa lại");
      assert.equal(await officer.field("Lý do").inputValue(), "Chuyển nơi cư trú");
      await officer.press("Xem lại trước khi ghi");
      await officer.press("Ghi chuyển sinh hoạt");
      await officer.sees("Chi bộ bản Nà Tân");
    });

    test("no page has complained", () => house.close());
  });
