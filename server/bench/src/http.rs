//! A client that costs little beside the server it measures: HTTP/1.1 on one kept connection.
use std::io::{Error, ErrorKind, Result};
use std::net::SocketAddr;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// What a client asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// Path and query.
    pub path: String,
    /// The session's token; empty for a visitor.
    pub token: String,
    /// The form to post, already encoded; none for a GET.
    pub form: Option<String>,
    /// `accept-encoding`, or empty.
    pub encoding: &'static str,
}

/// What came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Where a redirect leads.
    pub location: String,
    /// The body as sent.
    pub body: Vec<u8>,
}

impl Ask {
    /// A GET of `path` by the holder of `token`.
    #[must_use]
    pub fn get(path: impl Into<String>, token: &str) -> Self {
        Self { path: path.into(), token: token.to_owned(), ..Self::default() }
    }

    /// A POST of `form` to `path` by the holder of `token`.
    #[must_use]
    pub fn post(path: impl Into<String>, token: &str, form: String) -> Self {
        Self { form: Some(form), ..Self::get(path, token) }
    }

    /// The request as bytes.
    #[must_use]
    pub fn text(&self, host: SocketAddr) -> String {
        let method = if self.form.is_some() { "POST" } else { "GET" };
        let mut text = format!("{method} {} HTTP/1.1\r\nhost: {host}\r\naccept-language: ja\r\n", self.path);
        if !self.token.is_empty() {
            text += &format!("cookie: enishi={}\r\n", self.token);
        }
        if !self.encoding.is_empty() {
            text += &format!("accept-encoding: {}\r\n", self.encoding);
        }
        if let Some(form) = &self.form {
            text += "sec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded\r\n";
            text += &format!("content-length: {}\r\n\r\n{form}", form.len());
        } else {
            text += "\r\n";
        }
        text
    }
}

/// One client.
#[derive(Debug)]
pub struct Client {
    host: SocketAddr,
    stream: Option<BufReader<TcpStream>>,
}

impl Client {
    /// A client of `host`, not yet connected.
    #[must_use]
    pub fn new(host: SocketAddr) -> Self {
        Self { host, stream: None }
    }

    /// Asks and reads the whole answer.
    ///
    /// # Errors
    /// The server cannot be reached, hangs up, or answers with something that is not HTTP.
    pub async fn ask(&mut self, ask: &Ask) -> Result<Answer> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => connect(self.host).await?,
        };
        stream.get_mut().write_all(ask.text(self.host).as_bytes()).await?;
        let answer = read(&mut stream).await?;
        // Only a connection that was read to the end of the answer serves again.
        self.stream = Some(stream);
        Ok(answer)
    }

    /// Asks, reads at most `bytes` of the answer and hangs up.
    ///
    /// # Errors
    /// The server cannot be reached or hangs up first.
    pub async fn ask_and_leave(&mut self, ask: &Ask, bytes: usize) -> Result<()> {
        let mut stream = connect(self.host).await?;
        stream.get_mut().write_all(ask.text(self.host).as_bytes()).await?;
        let mut some = vec![0; bytes];
        if bytes > 0 {
            stream.read_exact(&mut some).await?;
        }
        Ok(())
    }
}

async fn connect(host: SocketAddr) -> Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect(host).await?;
    stream.set_nodelay(true)?;
    Ok(BufReader::with_capacity(64 * 1024, stream))
}

async fn read(stream: &mut BufReader<TcpStream>) -> Result<Answer> {
    let mut line = String::new();
    stream.read_line(&mut line).await?;
    let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status =
        status.ok_or_else(|| Error::new(ErrorKind::UnexpectedEof, format!("no status: {line:?}")))?;
    let mut answer = Answer { status, ..Answer::default() };
    let (mut length, mut is_chunked) = (0, false);
    loop {
        line.clear();
        stream.read_line(&mut line).await?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        match name {
            "content-length" => length = value.parse().map_err(|_| bad("content-length"))?,
            "transfer-encoding" => is_chunked = value == "chunked",
            "location" => answer.location = value.to_owned(),
            _ => {}
        }
    }
    if is_chunked {
        read_chunks(stream, &mut answer.body).await?;
    } else {
        answer.body.resize(length, 0);
        stream.read_exact(&mut answer.body).await?;
    }
    Ok(answer)
}

async fn read_chunks(stream: &mut BufReader<TcpStream>, body: &mut Vec<u8>) -> Result<()> {
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await?;
        let size = usize::from_str_radix(line.trim_end(), 16).map_err(|_| bad("chunk"))?;
        let start = body.len();
        body.resize(start + size + 2, 0);
        stream.read_exact(body.get_mut(start..).unwrap_or_default()).await?;
        body.truncate(start + size);
        if size == 0 {
            return Ok(());
        }
    }
}

fn bad(what: &str) -> Error {
    Error::new(ErrorKind::InvalidData, format!("the answer has no readable {what}"))
}
