//! Connections of those who send slowly, or nothing. What waits here waits for the server to close a connection.

use crate::story::tonight;
use crate::world::World;
use futures_util::{StreamExt, stream};
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::{Body, Method};
use server::listening::Patience;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const SHORT: Patience = Patience {
    head: Duration::from_millis(200),
    body: Duration::from_millis(1200),
};

/// Sends a piece of a request and listens until the server closes.
async fn until_closed(world: &World, piece: &str) -> String {
    let mut stream = TcpStream::connect(world.address.trim_start_matches("http://"))
        .await
        .unwrap();
    stream.write_all(piece.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // A reset closes as well.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn whoever_does_not_finish_his_request_is_let_go() {
    let world = World::with_patience(SHORT).await;
    assert_eq!(until_closed(&world, "").await, "", "who says nothing");
    let head = until_closed(&world, "GET /sign-in HTTP/1.1\r\nHost: a\r\nX-Slow: ").await;
    assert!(!head.contains("200 OK"), "{head}");
    let body = "POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 900\r\n\r\nname=";
    let body = until_closed(&world, body).await;
    assert!(body.starts_with("HTTP/1.1 422"), "{body}");
    assert_eq!(world.stranger().get("/health/live").await.status, 200);
}

#[tokio::test]
async fn a_stream_that_only_listens_and_an_upload_that_is_slow_go_on() {
    let world = World::with_patience(SHORT).await;
    let secretary = world.sign_in("bithu").await;
    let meeting = tonight(&secretary).await;
    let live = secretary
        .request(Method::GET, &format!("/live{meeting}"))
        .send()
        .await
        .unwrap();
    let mut live = Box::pin(live.bytes_stream());

    // Eight pieces, and after each as long a pause as the server has patience for a head: longer in all than for a body.
    let paper = demo::papers()[0].bytes;
    let mut form = b"--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nCh\xe1\xba\xadm\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n".to_vec();
    form.extend_from_slice(paper);
    form.extend_from_slice(b"\r\n--x--\r\n");
    let pieces: Vec<Vec<u8>> = form.chunks(form.len().div_ceil(8)).map(<[u8]>::to_vec).collect();
    let waiting = stream::iter(pieces).then(|piece| {
        let pause = until_closed(&world, "");
        async move {
            pause.await;
            Ok::<_, std::io::Error>(piece)
        }
    });
    let (sender, receiver) = tokio::sync::mpsc::channel(1);
    let body = Body::wrap_stream(stream::unfold(receiver, |mut receiver| async move {
        receiver.recv().await.map(|piece| (piece, receiver))
    }));
    let upload = secretary
        .request(Method::POST, &format!("{meeting}/documents/new"))
        .header(ACCEPT, "text/html")
        .header(CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(body);
    let pump = async {
        let mut waiting = Box::pin(waiting);
        while let Some(piece) = waiting.next().await {
            sender.send(piece).await.unwrap();
        }
        drop(sender);
    };
    let (taken, ()) = tokio::join!(secretary.send(upload), pump);
    assert_eq!(taken.status, 303, "{}", taken.body);

    // The document changed the meeting: the stream is still there to say so.
    assert!(live.next().await.unwrap().is_ok());
}
