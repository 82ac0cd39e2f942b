// The pages of votes in every state, beside those of the ordinary motion of the evening: part of the tour.
// Invariant: as of the tour.
import { allowPhones, cast, castUnseen, closeVote, committee, count, makeVote, markBallot, openVoteOf, paper, ruleOf, send } from "./ballots.mjs";
import { allHere, tonight } from "./evening.mjs";
import { LAPTOP } from "./people.mjs";

const NAMES = ["Lò Văn Dũng", "Hà Thị Liên", "Quàng Văn Hưng", "Cầm Thị Dung"].join("\n");
const ELECTION = "Bầu cử|Election";

export async function votes(house, { visit, open, see }) {
  house.clock("19:20");
  const above = await committee(house, { size: LAPTOP });
  for (const matter of [ELECTION, "Lấy phiếu tín nhiệm|Confidence vote"]) await allowPhones(above, matter);
  await open("rule-phones", above, await ruleOf(above, ELECTION));
  await above.page.reload();
  await above.page.locator("main details summary").first().click();
  await visit("rule-revise", above);

  const early = await house.person("bithu", { size: LAPTOP });
  const meeting = await tonight(early);
  const item = (await (await early.get(`${meeting}/agenda`)).text()).match(/agenda\/([0-9a-f-]{36})"/)[1];
  await open("vote-open-before", early, `${meeting}/items/${item}/vote`);
  await makeVote(early, null, { question: "Đồng ý chương trình họp", matter: "ordinary_resolution", then: "draft" });
  await visit("vote-draft-before", early);
  const draft = early.path();
  await see("vote-draft-edit", early, `${draft}/edit`);
  await see("agenda-item-votes", early, `${meeting}/agenda/${item}`);
  const { secretary, members } = await allHere(house);
  await secretary.post(`${meeting}/table`, { item });
  await see("chair-draft", secretary, `${meeting}/chair`);
  await see("vote-draft", secretary, draft);
  const stage = { house, visit, open, see, secretary, meeting, members, form: `${meeting}/items/${item}/vote` };
  await choices(stage);
  await election(stage);
  await confidence(stage);
  await rating(stage);
  house.clock("21:05");
  await secretary.goto(`${meeting}/end`);
  await send(secretary, "form[action$='/end'] button");
  await see("minutes-votes", secretary, `${meeting}/minutes`);
  await see("minutes-print-votes", secretary, `${meeting}/minutes/print`);
}

async function choices({ open, visit, secretary, meeting, members, form }) {
  const lines = "Làm nhà văn hóa ở đầu bản, trên đất của hợp tác xã\nSửa nhà văn hóa cũ\nChưa làm năm nay";
  await makeVote(secretary, form, { question: "Chọn phương án xây nhà văn hóa", matter: "ordinary_resolution", ballot: "choose_one", options: lines, minutes: "15", names_shown: "yes" });
  await visit("chair-voting-choices", secretary);
  const vote = await openVoteOf(secretary, meeting);
  await open("vote-choose-one", members[0], vote);
  await markBallot(members[0], { pick: "0" });
  await send(members[0], "#form-ballot button");
  await visit("vote-choose-one-confirm", members[0]);
  await castUnseen(members[0], vote, { pick: "0" });
  await castUnseen(members[1], vote, { pick: "1" });
  // A page that was lost while its ballot was on the way, and one that stood open as the vote ended.
  const last = members[2];
  last.expect(/net::ERR_FAILED/);
  await last.goto(vote);
  await markBallot(last, { pick: "2" });
  await send(last, "#form-ballot button");
  await last.page.locator("#form-ballot[data-awake]").waitFor();
  await last.page.route("**/ballot", (route) => route.abort());
  await last.page.locator("#form-ballot button").click();
  await last.page.locator(".cast-state.wait").waitFor();
  await visit("vote-waiting-for-network", last);
  await last.page.reload();
  await visit("vote-lost", last);
  await last.page.unroute("**/ballot");
  // A page that has been inspected is not inspected twice.
  await last.page.reload();
  await last.page.locator(".live-state.on").waitFor({ state: "attached" });
  await closeVote(secretary, vote);
  await visit("vote-choose-one-declared", secretary);
  await last.page.locator("[data-unsent]").filter({ visible: true }).waitFor();
  await visit("vote-ended-unsent", last);
}

async function election({ open, see, visit, secretary, meeting, members, form }) {
  await makeVote(secretary, form, { question: "Bầu chi ủy nhiệm kỳ 2026–2028", matter: "election", options: NAMES });
  await visit("vote-open-election-refused", secretary);
  await makeVote(secretary, null, { most: "2", phone: "yes" });
  await visit("chair-voting-secret", secretary);
  const vote = await openVoteOf(secretary, meeting);
  const [member] = members;
  await open("vote-election", member, vote);
  await markBallot(member, { m0: "1", m1: "1", m2: "1" });
  await send(member, "#form-ballot button");
  await visit("vote-election-refused", member);
  await member.page.locator("#form-ballot [name=m1]").uncheck();
  await send(member, "#form-ballot button");
  await visit("vote-election-confirm", member);
  await cast(member, vote, { m0: "1", m2: "1" });
  await visit("vote-election-recorded", member);
  await members[1].goto(vote);
  await send(members[1], "#form-ballot button");
  await visit("vote-blank-confirm", members[1]);
  await castUnseen(members[1], vote, { m0: "1" });
  await castUnseen(members[2], vote, { m0: "1", m1: "1" });
  await see("vote-close-secret", secretary, `${vote}/close`);
  await closeVote(secretary, vote);
  await visit("vote-election-declared", secretary);
  await see("vote-election-declared-member", member, vote);
  await open("vote-next-round", secretary, `${form}?after=${vote.split("/").pop()}`);
  await makeVote(secretary, null, {});
  const second = await openVoteOf(secretary, meeting);
  await secretary.goto(`${second}/annul`);
  await secretary.page.locator("#form-annul [name=reason]").fill("Ghi sót một người ứng cử");
  await send(secretary, "#form-annul button");
  await visit("vote-annulled", secretary);
  await see("vote-annulled-member", member, second);
}

async function confidence({ open, see, visit, secretary, meeting, members, form }) {
  await makeVote(secretary, form, { question: "Lấy phiếu tín nhiệm chi ủy", matter: "confidence", options: NAMES, phone: "yes" });
  const vote = await openVoteOf(secretary, meeting);
  await open("vote-confidence", members[0], vote);
  const marks = { m0: "1", m1: "2", m2: "3" };
  await markBallot(members[0], marks);
  await send(members[0], "#form-ballot button");
  await visit("vote-confidence-confirm", members[0]);
  for (const member of members.slice(0, 3)) await castUnseen(member, vote, marks);
  await closeVote(secretary, vote);
  await visit("vote-confidence-declared", secretary);
}

async function rating({ house, open, see, visit, secretary, meeting, members, form }) {
  await open("people-tellers", secretary, `${meeting}/people`);
  for (const [field, label] of [["first", "Hoàng Thị Én"], ["second", "Vì Văn Sáng"]]) await secretary.page.locator(`main [name=${field}]`).selectOption({ label });
  await send(secretary, "#form-tellers button");
  await makeVote(secretary, form, { question: "Xếp loại đảng viên năm 2026", matter: "yearly_rating", secrecy: "open", options: NAMES, phone: "yes", paper: "yes" });
  const vote = await openVoteOf(secretary, meeting);
  const [one, two, , first] = members;
  // With script: axe would wait for ever on a page without.
  const second = await house.person("dangvien5");
  await see("vote-rating", one, vote);
  const marks = { m0: "1", m1: "1", m2: "2", m3: "3" };
  await castUnseen(one, vote, marks);
  await see("vote-teller", first, vote);
  await open("vote-paper", first, `${vote}/paper`);
  for (const name of ["Cầm Văn Thịnh", "Hà Thị Liên", "Quàng Văn Hưng"]) await paper(first, name);
  await visit("vote-paper-given", first);
  await see("vote-on-paper", two, vote);
  await closeVote(secretary, vote);
  await visit("vote-counting", secretary);
  await see("chair-counting", secretary, `${meeting}/chair`);
  await see("vote-counting-member", one, vote);
  await open("vote-count", first, `${vote}/paper`);
  const figures = { returned: 3, valid: 3, invalid: 0, blank: 0, m0_1: 3, m1_1: 3, m1_2: 0, m2_2: 3, m3_3: 3 };
  await count(first, vote, { ...figures, valid: 2 });
  await visit("vote-count-refused", first);
  await count(first, vote, { ...figures, m1_1: 9 });
  await visit("vote-count-marks-refused", first);
  await count(first, vote, figures);
  await visit("vote-count-one", first);
  await count(second, vote, { ...figures, m1_1: 2, m1_2: 1 });
  await visit("vote-count-differs", second);
  await count(second, vote, figures);
  await visit("vote-count-agreed", second);
  await open("vote-declare", secretary, vote);
  await send(secretary, "form[action$='/declare'] button");
  await visit("vote-rating-declared", secretary);
}
