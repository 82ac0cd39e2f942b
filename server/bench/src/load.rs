//! The load: keep-alive connections that ask for one page over and over.

use crate::Fallible;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use hyper::{Request, Response, body::Incoming};
use hyper_util::rt::TokioIo;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// One connection and its cookies.
pub struct Client {
    sender: SendRequest<Full<Bytes>>,
    address: String,
    pub cookies: String,
}

impl Client {
    pub async fn connect(address: &str) -> Fallible<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self {
            sender,
            address: address.to_owned(),
            cookies: String::new(),
        })
    }

    /// Another connection with the same cookies.
    pub async fn clone_for(&self, address: &str) -> Fallible<Self> {
        Ok(Self {
            cookies: self.cookies.clone(),
            ..Self::connect(address).await?
        })
    }

    async fn send(&mut self, method: &str, path: &str, body: String) -> Fallible<Response<Incoming>> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, &self.address)
            .header(COOKIE, &self.cookies)
            .header(ACCEPT_ENCODING, "br, gzip")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Full::new(Bytes::from(body)))?;
        self.sender.ready().await?;
        Ok(self.sender.send_request(request).await?)
    }

    /// Asks for a page and reads it to its end; answers the status.
    pub async fn get(&mut self, path: &str) -> Fallible<u16> {
        let response = self.send("GET", path, String::new()).await?;
        let status = response.status().as_u16();
        response.into_body().collect().await?;
        Ok(status)
    }

    /// Posts a form as somebody, asking for JSON; answers the status and the body.
    pub async fn post(&mut self, path: &str, cookies: &str, body: String) -> Fallible<(u16, Bytes)> {
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header(HOST, &self.address)
            .header(COOKIE, cookies)
            .header(ACCEPT, "application/json")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Full::new(Bytes::from(body)))?;
        self.sender.ready().await?;
        let response = self.sender.send_request(request).await?;
        let status = response.status().as_u16();
        Ok((status, response.into_body().collect().await?.to_bytes()))
    }

    pub async fn sign_in(&mut self, name: &str, password: &str) -> Fallible<()> {
        let body = format!("name={}&password={password}", name.replace('@', "%40"));
        let response = self.send("POST", "/sign-in", body).await?;
        if response.headers().get(LOCATION).is_none_or(|to| to != "/") {
            return Err(format!("the bench could not sign in: {}", response.status()).into());
        }
        let cookies: Vec<String> = response
            .headers()
            .get_all(SET_COOKIE)
            .iter()
            .filter_map(|cookie| Some(cookie.to_str().ok()?.split(';').next()?.to_owned()))
            .collect();
        response.into_body().collect().await?;
        self.cookies = cookies.join("; ");
        Ok(())
    }

    /// A page as text, not packed.
    async fn text(&mut self, path: &str) -> Fallible<String> {
        let request = Request::builder()
            .uri(path)
            .header(HOST, &self.address)
            .header(COOKIE, &self.cookies)
            .body(Full::default())?;
        self.sender.ready().await?;
        let body = self
            .sender
            .send_request(request)
            .await?
            .into_body()
            .collect()
            .await?
            .to_bytes();
        Ok(String::from_utf8_lossy(&body).into_owned())
    }

    /// The address of the meeting that the home page leads to.
    pub async fn meeting(&mut self) -> Fallible<String> {
        let text = self.text("/").await?;
        let at = text.find("/meetings/0").ok_or("the home page leads to no meeting")?;
        Ok(text[at..at + "/meetings/".len() + 36].to_owned())
    }

    /// The ids that stand behind `mark` on a page, each once.
    pub async fn ids(&mut self, path: &str, mark: &str) -> Fallible<Vec<String>> {
        let text = self.text(path).await?;
        let mut ids: Vec<String> = Vec::new();
        for id in text.split(mark).skip(1).filter_map(|rest| rest.get(..36)) {
            if ids.iter().all(|known| known != id) {
                ids.push(id.to_owned());
            }
        }
        Ok(ids)
    }

    /// Opens a stream of events; its connection serves nothing else.
    pub async fn stream(mut self, path: &str) -> Fallible<Incoming> {
        let response = self.send("GET", path, String::new()).await?;
        if response.status() != 200 {
            return Err(format!("{path} answered {}", response.status()).into());
        }
        Ok(response.into_body())
    }
}

/// What a crowd did.
pub struct Outcome {
    pub failed: usize,
    pub took: Duration,
    /// Milliseconds, sorted.
    pub times: Vec<f64>,
}

impl Outcome {
    /// What all workers of a crowd have done: the times of each, and how often it failed.
    pub async fn of(mut workers: JoinSet<(Vec<f64>, usize)>, began: Instant) -> Fallible<Self> {
        let (mut times, mut failed) = (Vec::new(), 0);
        while let Some(done) = workers.join_next().await {
            let (own, broken) = done?;
            times.extend(own);
            failed += broken;
        }
        times.sort_by(f64::total_cmp);
        Ok(Self {
            failed,
            took: began.elapsed(),
            times,
        })
    }

    pub fn rate(&self) -> f64 {
        self.times.len() as f64 / self.took.as_secs_f64()
    }

    pub fn percentile(&self, percent: usize) -> f64 {
        self.times
            .get((self.times.len() * percent / 100).min(self.times.len().saturating_sub(1)))
            .copied()
            .unwrap_or(f64::NAN)
    }
}

/// `concurrency` connections ask for a page, for a time or for a number of views.
pub async fn crowd(
    address: &str,
    cookies: &str,
    path: &str,
    concurrency: usize,
    time: Option<Duration>,
    views: Option<usize>,
) -> Fallible<Outcome> {
    let left = Arc::new(AtomicUsize::new(views.unwrap_or(usize::MAX)));
    let began = Instant::now();
    let until = time.map(|time| began + time);
    let mut workers = JoinSet::new();
    for _ in 0..concurrency {
        let mut client = Client {
            cookies: cookies.to_owned(),
            ..Client::connect(address).await?
        };
        let (path, left) = (path.to_owned(), Arc::clone(&left));
        workers.spawn(async move {
            let (mut times, mut failed) = (Vec::new(), 0);
            while until.is_none_or(|until| Instant::now() < until) {
                if left
                    .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1))
                    .is_err()
                {
                    break;
                }
                let asked = Instant::now();
                match client.get(&path).await {
                    Ok(200) => times.push(asked.elapsed().as_secs_f64() * 1000.0),
                    Ok(_) | Err(_) => failed += 1,
                }
            }
            (times, failed)
        });
    }
    Outcome::of(workers, began).await
}
