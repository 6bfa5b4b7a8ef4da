//! Files that are a picture and something else. Either they are refused, or nothing of the other thing is left.
use std::io::{Cursor, Write};

use types::form::Problem;

use crate::make::{
    chunk, exact_webp, gif, gif_block, gif_with, jpeg, jpeg_with, png, png_of, png_with, riff, segment, webp,
    webp_of,
};
use crate::{Site, holds};

const HTML: &[u8] = b"<html><body><script>alert('canary-4711')</script></body></html>";
const PHP: &[u8] = b"<?php system($_GET['canary-4711']); ?>";
const PDF: &[u8] =
    b"%PDF-1.4\n1 0 obj<</Canary(canary-4711)/JS(app.alert(1))>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF";

/// What none of the pictures may hold afterwards.
const TRACES: [&[u8]; 7] = [b"canary-4711", b"<script", b"<?php", b"%PDF", b"PK\x03\x04", b"ftyp", b"alert("];

fn zip() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    zip.start_file("canary-4711.html", stored).unwrap();
    zip.write_all(HTML).unwrap();
    zip.finish().unwrap().into_inner()
}

/// A picture, and something behind, inside or between it that others may take for more.
fn pictures_with_more() -> Vec<(&'static str, Vec<u8>)> {
    let film = [&b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"[..], HTML].concat();
    // The length of the first segment, and below the width of the GIF, begin a comment of JavaScript.
    let mut script = b"*/=alert('canary-4711');/*".to_vec();
    script.resize(0x2f2a - 2, b' ');
    let mut script_gif = gif_with(&[gif_block(0xfe, b"*/=alert('canary-4711');/*")]);
    script_gif[6] = b'/';
    script_gif[7] = b'*';
    let script_webp = webp_of(&[webp()[12..].to_vec(), riff(*b"JUNK", b"*/=alert('canary-4711')//")]);
    vec![
        ("JPEG, then ZIP", [jpeg(), zip()].concat()),
        ("JPEG, then HTML", [jpeg(), HTML.to_vec()].concat()),
        ("JPEG, then PHP", [jpeg(), PHP.to_vec()].concat()),
        ("JPEG, then a film, as phones write it", [jpeg(), film].concat()),
        ("JPEG, then another JPEG with HTML", [jpeg(), jpeg_with(&[segment(0xfe, HTML)])].concat()),
        ("JPEG with HTML as a comment", jpeg_with(&[segment(0xfe, HTML)])),
        ("JPEG with PHP in its EXIF", jpeg_with(&[segment(0xe1, &[b"Exif\0\0", PHP].concat())])),
        ("JPEG that begins as a script", jpeg_with(&[segment(0xe0, &script)])),
        ("JPEG with a PDF at its beginning", jpeg_with(&[segment(0xfe, PDF)])),
        ("PNG, then HTML", [png(), HTML.to_vec()].concat()),
        ("PNG, then ZIP", [png(), zip()].concat()),
        ("PNG with HTML as a text", png_with(&[chunk(*b"tEXt", &[b"Comment\0", HTML].concat())])),
        ("PNG with PHP in a chunk of its own", png_with(&[chunk(*b"phPp", PHP)])),
        ("PNG with a ZIP in a chunk of its own", png_with(&[chunk(*b"ziPp", &zip())])),
        ("GIF, then ZIP", [gif(), zip()].concat()),
        ("GIF with HTML as a comment", gif_with(&[gif_block(0xfe, HTML)])),
        ("GIF with PHP as an application's", gif_with(&[gif_block(0xff, &[b"EVILAPP1.0 ", PHP].concat())])),
        ("GIF that is a script", script_gif),
        ("WebP, then HTML", [webp(), HTML.to_vec()].concat()),
        ("WebP, then ZIP", [exact_webp(), zip()].concat()),
        ("WebP with a script in a chunk of its own", script_webp),
        ("PNG whose pixels are PHP", pixels_of_php()),
    ]
}

/// Black pixels but for a row that reads as a program, stored as they are.
fn pixels_of_php() -> Vec<u8> {
    let mut rows = vec![0; 41 * 40];
    rows[41 * 7 + 1..][..PHP.len()].copy_from_slice(PHP);
    let length = u16::try_from(rows.len()).unwrap();
    // One block of zlib that is not packed, and the sum of Adler over it.
    let (a, b) = rows.iter().fold((1u32, 0u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    let stored = [
        &[0x78, 0x01, 0x01],
        &length.to_le_bytes()[..],
        &(!length).to_le_bytes(),
        &rows,
        &(b << 16 | a).to_be_bytes(),
    ];
    png_of((40, 40), [8, 0, 0], &[chunk(*b"IDAT", &stored.concat())])
}

/// Something else, with a picture inside or only its name.
fn no_pictures() -> Vec<(&'static str, Vec<u8>)> {
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert('canary-4711')</script></svg>".to_vec();
    vec![
        ("ZIP, then JPEG", [zip(), jpeg()].concat()),
        ("HTML, then JPEG", [HTML.to_vec(), jpeg()].concat()),
        ("PDF that holds a JPEG", [PDF[..9].to_vec(), jpeg(), PDF[9..].to_vec()].concat()),
        ("a line, then PNG", [b"\n".to_vec(), png()].concat()),
        ("PHP, then GIF", [PHP.to_vec(), gif()].concat()),
        ("SVG", svg.clone()),
        ("SVG behind a declaration", [b"<?xml version='1.0'?>".to_vec(), svg].concat()),
        ("a film", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom".to_vec()),
        ("HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec()),
        ("BMP", [b"BM".to_vec(), HTML.to_vec()].concat()),
        ("TIFF", [b"II*\0\x08\0\0\0".to_vec(), HTML.to_vec()].concat()),
        ("an icon", [b"\0\0\x01\0\x01\0".to_vec(), png()].concat()),
        ("RIFF that is a sound", [b"RIFF\x24\0\0\0WAVEfmt ".to_vec(), HTML.to_vec()].concat()),
    ]
}

/// The first bytes of a picture, and no picture behind.
fn only_a_beginning() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("the beginning of a JPEG, then HTML", [&b"\xff\xd8\xff\xe0"[..], HTML].concat()),
        ("the beginning of a PNG, then PHP", [&b"\x89PNG\r\n\x1a\n"[..], PHP].concat()),
        ("the beginning of a GIF, then a script", [&b"GIF89a"[..], HTML].concat()),
        ("the beginning of a WebP, then HTML", [&b"RIFF\0\0\0\0WEBP"[..], HTML].concat()),
        ("GIF's beginning on a PNG", [b"GIF89a".to_vec(), png()].concat()),
        ("PNG's beginning on a JPEG", [b"\x89PNG\r\n\x1a\n".to_vec(), jpeg()].concat()),
    ]
}

#[tokio::test]
async fn nothing_but_pixels_is_left_of_a_picture_that_is_more() {
    let site = Site::new().await;
    let files = pictures_with_more();
    assert!(files.len() >= 20);
    for (name, file) in files {
        for kept in site.drawn(name, &file).await {
            for trace in TRACES {
                assert!(!holds(&kept, trace), "{name}: {}", String::from_utf8_lossy(trace));
            }
        }
    }
}

#[tokio::test]
async fn what_is_not_a_picture_from_its_first_byte_is_refused() {
    let site = Site::new().await;
    for (name, file) in no_pictures() {
        assert_eq!(site.draw(&file).await.err(), Some(Problem::NotAPicture), "{name}");
    }
    for (name, file) in only_a_beginning() {
        let problem = site.draw(&file).await.err();
        let is_refused = matches!(problem, Some(Problem::UnreadableFile | Problem::TooManyPixels { .. }));
        assert!(is_refused, "{name}: {problem:?}");
    }
}
