//! The frame around every page: lacquer bar, account menu, four places, notice.
//!
//! Invariant: the frame changes nothing on GET; text size, language, unit and sign-out are forms.

use leptos::prelude::*;
use text::{Lang, Text};

use super::{
    context::{AtTablet, PageContext, SignedIn, TextSize, page},
    form::{Form, Look, Submit},
    icons::{Drawing, Icon, Star},
    live::ForgetWhenIdle,
    page_parts::ForgetWithoutScript,
};

/// Where the reader's preferences are posted: `size` or `lang`, and `next`, the path to return to.
pub const PREFERENCES: &str = "/preferences";
/// Where another unit is chosen: `unit` and `next`.
pub const SWITCH_UNIT: &str = "/switch-unit";
pub const SIGN_OUT: &str = "/sign-out";
pub const ACCOUNT: &str = "/account";

#[component]
pub fn Frame(
    /// Wide pages only where a table or the chair's console needs them.
    #[prop(optional)]
    wide: bool,
    children: Children,
) -> impl IntoView {
    let context = page();
    let t = Text::new(context.lang);
    let notice = context.notice;
    let signed_in = context.signed_in.is_some();
    let tablet = context.tablet.clone();
    view! {
        <a class="skip" href="#main">{t.frame_skip()}</a>
        <Bar context=context.clone() />
        {signed_in.then(|| view! { <Places context=context /> })}
        <main id="main" tabindex="-1" class=if wide { "main wide" } else { "main" }>
            {tablet.map(|tablet| view! { <Seat tablet=tablet /> })}
            {notice.map(|done| view! {
                <div class=if done.is_success() { "notice" } else { "notice calm" } role="status" data-said=""
                    aria-label=t.frame_notice()>
                    {done.is_success().then(|| view! { <span class="notice-sign" aria-hidden="true">"✓"</span> })}
                    <p>{t.done(done)}</p>
                </div>
            })}
            {children()}
        </main>
    }
    .into_any()
}

/// Who sits at the tablet, and how he lets go of it.
#[component]
fn Seat(tablet: AtTablet) -> impl IntoView {
    let t = Text::new(page().lang);
    tablet
        .voter
        .map(|voter| {
            view! {
                <div class="seat">
                    <p class="seat-name">{t.tablet_voter(&voter)}</p>
                    <Form name="leave" action="/tablet/leave">
                        <Submit label=t.tablet_leave() look=Look::Small />
                    </Form>
                    <ForgetWhenIdle />
                    <ForgetWithoutScript />
                </div>
            }
        })
        .into_any()
}

#[component]
fn Bar(context: PageContext) -> impl IntoView {
    let t = Text::new(context.lang);
    let (unit, parent) = match (&context.signed_in, &context.tablet) {
        (Some(person), _) => (person.unit_name.clone(), person.unit_parent.clone()),
        (None, Some(tablet)) => (tablet.unit_name.clone(), Some(t.tablet_title())),
        (None, None) => (t.product(), Some(t.product_line())),
    };
    let home = if context.tablet.is_some() { "/tablet" } else { "/" };
    let larger = context.size.next();
    let size_label = match larger {
        TextSize::Normal => t.size_normal_again(),
        TextSize::Large | TextSize::Largest => t.size_larger(),
    };
    let menu_label = context
        .signed_in
        .as_ref()
        .map_or_else(|| t.frame_display(), |_| t.frame_menu());
    let unread = context.signed_in.as_ref().map_or(0, |person| person.unread);
    view! {
        <header class="bar">
            <div class="bar-in">
                <a class="home" href=home>
                    <Star />
                    <span class="unit">
                        <b>{unit}</b>
                        {parent.map(|name| view! { <small>{name}</small> })}
                    </span>
                </a>
                <form class="bar-form" method="post" action=PREFERENCES>
                    <input type="hidden" name="next" value=context.path.clone() />
                    <button class="bar-button" name="size" value=larger.key()>
                        {if larger == TextSize::Normal { "A" } else { "A+" }}
                        // What is seen must be in the name that is spoken to voice control.
                        <span class="govuk-visually-hidden">" "{size_label}</span>
                    </button>
                </form>
                <details class="menu">
                    <summary class="bar-button">
                        <Drawing icon=Icon::Menu />
                        <span class="menu-word">{menu_label}</span>
                        {(unread > 0).then(|| view! {
                            <span class="count">
                                {unread}
                                <span class="govuk-visually-hidden">" "{t.frame_unread()}</span>
                            </span>
                        })}
                    </summary>
                    <div class="menu-sheet">
                        {context.signed_in.clone().map(|person| view! { <Account person=person context=context.clone() /> })}
                        <Preferences context=context />
                    </div>
                </details>
            </div>
        </header>
    }
    .into_any()
}

/// Name, entries by role, units to switch to, sign-out.
#[component]
fn Account(person: SignedIn, context: PageContext) -> impl IntoView {
    let t = Text::new(context.lang);
    let SignedIn {
        name,
        unit_id,
        units,
        menu,
        ..
    } = person;
    let next = context.path;
    view! {
        <p class="menu-name">{name}</p>
        <ul class="menu-list">
            {menu.into_iter().map(|(href, label)| view! { <li><a href=href>{label}</a></li> }).collect_view()}
            <li><a href=ACCOUNT>{t.frame_account()}</a></li>
        </ul>
        {(units.len() > 1).then(|| view! {
            <form class="menu-part" method="post" action=SWITCH_UNIT>
                <input type="hidden" name="next" value=next />
                <p class="menu-head">{t.frame_units()}</p>
                {units.into_iter().map(|(id, name)| {
                    let current = id == unit_id;
                    view! {
                        <button class="menu-choice" name="unit" value=id aria-current=current.then_some("true")>
                            {name}
                        </button>
                    }
                }).collect_view()}
            </form>
        })}
        <form class="menu-part" method="post" action=SIGN_OUT>
            <button class="menu-choice">{t.frame_sign_out()}</button>
        </form>
    }
    .into_any()
}

/// Text size and language, one tap each.
#[component]
fn Preferences(context: PageContext) -> impl IntoView {
    let t = Text::new(context.lang);
    view! {
        <form class="menu-part" method="post" action=PREFERENCES>
            <input type="hidden" name="next" value=context.path.clone() />
            <p class="menu-head">{t.size_title()}</p>
            <div class="menu-row">
                {TextSize::ALL.into_iter().map(|size| {
                    let label = match size {
                        TextSize::Normal => t.size_normal(),
                        TextSize::Large => t.size_large(),
                        TextSize::Largest => t.size_largest(),
                    };
                    view! {
                        <button class="menu-choice" name="size" value=size.key()
                            aria-current=(size == context.size).then_some("true")>{label}</button>
                    }
                }).collect_view()}
            </div>
            <p class="menu-head">{t.language_title()}</p>
            <div class="menu-row">
                {Lang::ALL.into_iter().map(|lang| {
                    // A language is named in itself, so that whoever needs it can read it.
                    let label = match lang {
                        Lang::Vi => "Tiếng Việt",
                        Lang::En => "English",
                    };
                    view! {
                        <button class="menu-choice" name="lang" value=lang.tag() lang=lang.tag()
                            aria-current=(lang == context.lang).then_some("true")>{label}</button>
                    }
                }).collect_view()}
            </div>
        </form>
    }
    .into_any()
}

/// The four places: below on a phone, above on a laptop.
#[component]
fn Places(context: PageContext) -> impl IntoView {
    let t = Text::new(context.lang);
    let here = place_of(&context.path);
    let places = [
        ("/", t.place_home(), Icon::Tasks),
        ("/meetings", t.place_meetings(), Icon::Meetings),
        ("/documents", t.place_documents(), Icon::Documents),
        ("/members", t.place_members(), Icon::Members),
    ];
    view! {
        <nav class="places" aria-label=t.frame_places()>
            <ul>
                {places.into_iter().map(|(href, label, icon)| {
                    view! {
                        <li>
                            <a href=href aria-current=(here == Some(href)).then_some("page")>
                                <Drawing icon=icon />
                                <span>{label}</span>

                            </a>
                        </li>
                    }
                }).collect_view()}
            </ul>
        </nav>
    }
    .into_any()
}

/// The place that an address belongs to; `None` for settings, account and the like.
fn place_of(path: &str) -> Option<&'static str> {
    let path = path.split(['?', '#']).next().unwrap_or(path);
    match path.split('/').nth(1).unwrap_or_default() {
        "" | "tasks" => Some("/"),
        "meetings" | "votes" => Some("/meetings"),
        "documents" | "registers" | "circulations" => Some("/documents"),
        "members" | "dossiers" => Some("/members"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::place_of;

    #[test]
    fn addresses_belong_to_places() {
        assert_eq!(place_of("/"), Some("/"));
        assert_eq!(place_of("/?x=/meetings"), Some("/"));
        assert_eq!(place_of("/meetings/1/votes/2"), Some("/meetings"));
        assert_eq!(place_of("/members?page=2"), Some("/members"));
        assert_eq!(place_of("/meetingsx"), None);
        assert_eq!(place_of("/account"), None);
    }
}
