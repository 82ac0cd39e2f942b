//! A browser without script: cookies, forms, no redirects followed.

use reqwest::cookie::{CookieStore, Jar};
use reqwest::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderMap, HeaderValue, LOCATION, SET_COOKIE};
use reqwest::{Client, Method, RequestBuilder, Response, Url, redirect::Policy};
use std::sync::Arc;

#[derive(Clone)]
pub struct Browser {
    client: Client,
    jar: Arc<Jar>,
    pub address: String,
}

#[derive(Debug)]
pub struct Seen {
    pub status: u16,
    pub location: Option<String>,
    pub headers: HeaderMap,
    pub body: String,
}

impl Seen {
    async fn of(response: Response) -> Self {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let location = headers
            .get(LOCATION)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned);
        Self {
            status,
            location,
            headers,
            body: response.text().await.unwrap_or_default(),
        }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// A cookie that this answer sets.
    pub fn cookie(&self, name: &str) -> &str {
        let set = self.headers.get_all(SET_COOKIE).iter();
        set.filter_map(|value| value.to_str().ok()?.strip_prefix(name)?.strip_prefix('='))
            .find_map(|value| value.split(';').next())
            .unwrap_or_default()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {} {}", self.status, self.body))
    }

    /// Addresses on the page that begin with `prefix`, without query.
    pub fn links(&self, prefix: &str) -> Vec<String> {
        let mut found: Vec<String> = self
            .body
            .split(['"', '\''])
            .filter(|part| part.starts_with(prefix))
            .map(|part| part.split(['?', '#']).next().unwrap_or(part).to_owned())
            .collect();
        found.dedup();
        found
    }

    /// The value of the first field with this name.
    pub fn field(&self, name: &str) -> String {
        let at = self
            .body
            .find(&format!("name=\"{name}\""))
            .unwrap_or_else(|| panic!("no field {name} in {}", self.body));
        let tag_from = self.body[..at].rfind('<').unwrap();
        let tag = &self.body[tag_from..tag_from + self.body[tag_from..].find('>').unwrap()];
        let value = tag.split("value=\"").nth(1).unwrap_or_default();
        value.split('"').next().unwrap_or_default().to_owned()
    }
}

impl Browser {
    pub fn new(address: &str) -> Self {
        let jar = Arc::new(Jar::default());
        let client = Client::builder()
            .redirect(Policy::none())
            .cookie_provider(Arc::clone(&jar))
            .build()
            .unwrap();
        Self {
            client,
            jar,
            address: address.to_owned(),
        }
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.address))
    }

    pub async fn send(&self, request: RequestBuilder) -> Seen {
        Seen::of(request.send().await.unwrap()).await
    }

    pub async fn get(&self, path: &str) -> Seen {
        self.send(self.request(Method::GET, path).header(ACCEPT, "text/html"))
            .await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Seen {
        self.send(
            self.request(Method::POST, path)
                .header(ACCEPT, "text/html")
                .form(fields),
        )
        .await
    }

    /// Posts and expects to be sent on; answers where.
    pub async fn act(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let seen = self.post(path, fields).await;
        assert_eq!(seen.status, 303, "{path} {fields:?}: {}", seen.body);
        seen.location.unwrap()
    }

    pub async fn post_json(&self, path: &str, body: serde_json::Value) -> Seen {
        let request = self.request(Method::POST, path).header(ACCEPT, "application/json");
        self.send(request.header(CONTENT_TYPE, "application/json").body(body.to_string()))
            .await
    }

    fn url(&self) -> Url {
        self.address.parse().unwrap()
    }

    /// A cookie's value, empty if there is none.
    pub fn cookie(&self, name: &str) -> String {
        let all = self.jar.cookies(&self.url());
        let all = all.as_ref().and_then(|value| value.to_str().ok()).unwrap_or_default();
        all.split("; ")
            .find_map(|pair| pair.strip_prefix(&format!("{name}=")))
            .unwrap_or_default()
            .to_owned()
    }

    pub async fn get_with_cookie(&self, path: &str, cookie: &str) -> Seen {
        let plain = Client::builder().redirect(Policy::none()).build().unwrap();
        let request = plain
            .get(format!("{}{path}", self.address))
            .header(COOKIE, HeaderValue::from_str(cookie).unwrap());
        Seen::of(request.send().await.unwrap()).await
    }
}
