//! A vote that is ready but not open yet: its terms, what stands in its way, the button.
//!
//! Invariant: what opening fixes, roll and rule, is said before it is done.

use super::vote::address;
use super::vote_parts;
use crate::ui::{ActionButton, ButtonLink, Details, Fact, Facts, Look, Notice, PageTitle, Pair, Sheet, Tone, t};
use domain::Fault;
use domain::ballot::Kind;
use domain::vote::{VoteView, terms_sha256};
use leptos::prelude::*;

pub(super) fn body(vote: &VoteView) -> AnyView {
    let t = t();
    let [open, edit, discard] = ["open", "edit", "discard"].map(|step| format!("{}/{step}", address(vote)));
    let (minutes, source, matter) = (vote.minutes, t.vote_source(&vote.rule), t.matter(vote.terms.matter));
    let terms = &vote.terms;
    let read = vec![("terms".to_owned(), terms_sha256(terms))];
    let channels: Vec<String> = terms.channels.0.iter().map(|channel| t.channel(*channel)).collect();
    let may_open = vote.hindrance.is_none();
    // That its time has not come is no fault.
    let hindrance = vote.hindrance.as_ref().map(|fault| {
        let (tone, sentence) = match fault {
            Fault::MeetingNotInSession => (Tone::Note, t.vote_draft_early()),
            fault => (Tone::Warning, t.fault(fault)),
        };
        let to_tellers = matches!(fault, Fault::TellersMissing { .. }).then(|| {
            let href = format!("/meetings/{}/people#tellers", vote.meeting);
            view! { <ButtonLink href=href label=t.people_tellers_choose() look=Look::Plain /> }
        });
        view! { <Notice tone=tone>{sentence}</Notice> {to_tellers} }
    });
    let figures = t.vote_draft_figures(vote.parts.base(), vote.needed);
    let counted = terms.layout.kind != Kind::Confidence;
    let options = terms.layout.options.clone();
    let how = if terms.secret {
        t.vote_is_secret()
    } else {
        t.vote_is_open()
    };
    view! {
        <PageTitle eyebrow=vote_parts::eyebrow(vote) title=terms.question.clone()
            sub=vote_parts::asks(&terms.layout, vote.rule.threshold) />
        {hindrance}
        {vote.shows_unanimity.then(|| view! { <Notice tone=Tone::Warning>{t.vote_unanimity()}</Notice> })}
        {vote_parts::counts_himself(vote)}
        <Sheet title=t.vote_draft_title()>
            <Facts>
                <Fact name=t.vote_open_matter() value=matter />
                <Fact name=t.vote_draft_how() value=how />
                <Fact name=t.vote_draft_channels() value=channels.join(", ") />
                {minutes.map(|minutes| view! {
                    <Fact name=t.vote_draft_minutes() value=t.vote_minutes(minutes) />
                })}
            </Facts>
            {(!options.is_empty()).then(|| view! {
                <ol>{options.into_iter().map(|option| view! { <li>{option}</li> }).collect_view()}</ol>
            })}
            {counted.then(|| view! { <p class="num">{figures}</p> })}
            <p class="small soft">{source}</p>
            {may_open.then(|| view! { <ActionButton name="open" label=t.vote_open_do() action=open fields=read /> })}
        </Sheet>
        <Details summary=t.vote_open_roll_why()><p>{t.vote_open_roll()}</p></Details>
        <Pair>
            <ButtonLink href=edit label=t.vote_draft_edit() look=Look::Plain />
            <ActionButton name="discard" label=t.vote_draft_discard() action=discard look=Look::Plain />
        </Pair>
    }
    .into_any()
}
