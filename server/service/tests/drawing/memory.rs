//! How much memory pictures take: measured in a process of its own, which draws several at a time.
use std::io::Read;
use std::path::Path;
use std::process::Command;

use image::ImageFormat;
use service::Service;
use service::drawing::Upload;
use service::fault::FormError;
use service::feed::PostInput;
use types::crop::CropInput;
use types::feed::PICTURES_MAX;
use types::form::Problem;
use types::visibility::Visibility;

use crate::bombs::{Fate, bombs};
use crate::make::{chunk, grey_jpeg, packed_nothing, plain, png_of};
use crate::world::World;

/// Names the folder of pictures to the process that draws them.
const FOLDER: &str = "ENISHI_TEST_PICTURES";
/// Bytes the process may grow by.
const GROWTH_MAX: usize = 100_000_000;
const FULL: Problem = Problem::TooMany { max: PICTURES_MAX };
/// Times each picture is drawn: what is kept of one must not add to the next.
const TURNS: usize = 2;
/// Forms sent at a time.
const AT_A_TIME: usize = 8;

/// Pictures of phones and programs, as large as they are taken.
fn large() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("JPEG of 24 megapixels", plain(ImageFormat::Jpeg, 5664, 4248)),
        ("JPEG of 63 megapixels", grey_jpeg(0xc0, (9200, 6900), &[(0, 63)])),
        ("square JPEG that is decoded as it is", plain(ImageFormat::Jpeg, 3199, 3199)),
        ("progressive JPEG of 8 megapixels", grey_jpeg(0xc2, (3264, 2448), &[(0, 0), (1, 63)])),
        (
            "PNG of 40 megapixels",
            png_of((12_500, 3200), [8, 0, 0], &[chunk(*b"IDAT", &packed_nothing(12_500))]),
        ),
        ("PNG of 24 megapixels", plain(ImageFormat::Png, 6000, 4000)),
        ("GIF of 4 megapixels", plain(ImageFormat::Gif, 2400, 1800)),
        ("WebP of 5 megapixels without losses", plain(ImageFormat::WebP, 2592, 1944)),
    ]
}

#[test]
fn drawing_takes_less_than_100_mb() {
    let folder = tempfile::tempdir().unwrap();
    let (bombs, large) = (bombs(), large());
    let drawn = TURNS * (large.len() + bombs.iter().filter(|(_, _, fate)| *fate == Fate::Drawn).count());
    let files = bombs.into_iter().map(|(name, file, _)| (name, file)).chain(large);
    for (number, (_, file)) in files.enumerate() {
        std::fs::write(folder.path().join(format!("{number:03}")), file).unwrap();
    }
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "memory::draws_a_folder", "--ignored", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder.path())
        // As in the server (`server/src/allocator.rs`).
        .env("MIMALLOC_PURGE_DELAY", "10")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success(), "{said}\n{}", String::from_utf8_lossy(&child.stderr));
    let number = |name: &str| -> usize {
        let line = said.lines().find_map(|line| line.split_once(name));
        line.unwrap_or_else(|| panic!("no {name} in {said}")).1.trim().parse().unwrap()
    };
    let growth = number("grown by ");
    assert_eq!(number("drawn "), drawn, "{said}");
    assert!(growth <= GROWTH_MAX, "grown by {growth} bytes");
}

/// Draws all pictures of a folder as pictures of posts and a small part of each as a portrait, several at a time and each more than once, and tells how the process grew.
#[test]
#[ignore = "the other test starts it, in a process of its own"]
fn draws_a_folder() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (world, office) = World::started().await;
        let mut files: Vec<_> =
            std::fs::read_dir(Path::new(&folder)).unwrap().map(|e| e.unwrap().path()).collect();
        files.sort();
        let before = kilobytes("VmRSS:");
        std::fs::write("/proc/self/clear_refs", "5").unwrap();
        let mut drawn = 0;
        let files: Vec<_> = files.iter().cycle().take(TURNS * files.len()).collect();
        for files in files.chunks(AT_A_TIME) {
            let several = files.iter().map(|file| {
                let (service, office, file) = (world.service.clone(), office.clone(), (*file).clone());
                tokio::spawn(async move {
                    // The smallest square is decoded at the largest scale.
                    let crop = CropInput { crop_size: "20".to_owned(), ..CropInput::default() };
                    let portrait = (received(&service, &file).await, crop.parse().unwrap());
                    if let Err(FormError::Fault(fault)) =
                        service.change_photo(&office, Some(portrait), Visibility::Members).await
                    {
                        panic!("{fault}");
                    }
                    let upload = received(&service, &file).await;
                    let form = PostInput { files: vec![Ok(upload)], ..PostInput::default() };
                    service.hold_post(&office, None, &form).await
                })
            });
            for one in several.collect::<Vec<_>>() {
                match one.await.unwrap() {
                    Ok(()) => drawn += 1,
                    // Four wait already: this one was drawn, and then was one too many.
                    Err(FormError::Problems(problems)) if problems.of("pictures") == Some(&FULL) => {
                        drawn += 1;
                    }
                    Err(FormError::Problems(_)) => {}
                    Err(FormError::Fault(fault)) => panic!("{fault}"),
                }
            }
        }
        println!("\ndrawn {drawn}");
        println!("grown by {}", (kilobytes("VmHWM:").saturating_sub(before)) * 1024);
    });
}

/// A file as a server receives it, a piece after the other.
async fn received(service: &Service, file: &Path) -> Upload {
    let mut upload = service.receive().await.unwrap();
    let mut file = std::fs::File::open(file).unwrap();
    let mut piece = vec![0; 16 * 1024];
    loop {
        match file.read(&mut piece).unwrap() {
            0 => return upload,
            length => upload.push(&piece[..length]).await.unwrap(),
        }
    }
}

fn kilobytes(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
