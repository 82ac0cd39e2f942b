//! Listening: connections over HTTP/1.1, each with its patience.
//!
//! Invariant: whoever sends nothing holds no connection for long; whoever only listens (a live stream) or sends slowly
//! but steadily (an upload over a weak network) is not limited.

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::io;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tower::Layer;
use tower_http::timeout::RequestBodyTimeoutLayer;

/// How long the server waits for somebody who is to send something.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For a request's head; also between two requests of one connection.
    pub head: Duration,
    /// Between two pieces of a body.
    pub body: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(15),
            body: Duration::from_secs(30),
        }
    }
}

/// After the machine refused a connection (out of file handles, say) it is given a moment.
const BREATHER: Duration = Duration::from_millis(500);

/// Serves until `stopping` becomes true, then finishes what is under way.
pub async fn serve(listener: TcpListener, app: Router, patience: Patience, mut stopping: watch::Receiver<bool>) {
    let connections = GracefulShutdown::new();
    let service = TowerToHyperService::new(RequestBodyTimeoutLayer::new(patience.body).layer(app));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience.head);
    loop {
        let accepted = tokio::select! {
            // The sender is gone only when the server is dropped: then stop as well.
            _ = stopping.wait_for(|stopping| *stopping) => break,
            accepted = listener.accept() => accepted,
        };
        let Some(stream) = taken(accepted).await else { continue };
        let connection = connections.watch(http.serve_connection(TokioIo::new(stream), service.clone()));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended");
            }
        });
    }
    drop(listener);
    connections.shutdown().await;
}

async fn taken(accepted: io::Result<(TcpStream, std::net::SocketAddr)>) -> Option<TcpStream> {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    match accepted {
        Ok((stream, _)) => Some(stream),
        Err(error) if matches!(error.kind(), ConnectionRefused | ConnectionAborted | ConnectionReset) => None,
        Err(error) => {
            tracing::error!(%error, "a connection could not be taken");
            tokio::time::sleep(BREATHER).await;
            None
        }
    }
}
