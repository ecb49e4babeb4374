//! Receives files, within limits that are said, not felt.

use super::desk::{MOST_BYTES, Tables, weight};
use app::import_pages::Trouble;
use axum::extract::Multipart;
use axum::extract::multipart::Field;
use backend::import::read_tables;

/// Most bytes of one upload that are read.
pub const MOST_UPLOADED: usize = 64 << 20;
/// Most bytes of one upload that are received, so that a browser whose files are too large hears so.
pub const MOST_RECEIVED: usize = 8 * MOST_UPLOADED;
/// Most files of one upload.
const MOST_FILES: usize = 20;
/// Most tables of one upload.
const MOST_TABLES: usize = 20;

/// A file as it came.
pub struct Received {
    name: String,
    bytes: Vec<u8>,
}

/// Receives every file of a form.
///
/// # Errors
/// There is none, there are too many, they are too large together, or the browser stopped sending.
pub async fn receive(mut form: Multipart) -> Result<Vec<Received>, Trouble> {
    let interrupted = |error: axum::extract::multipart::MultipartError| {
        tracing::info!("an upload did not arrive: {error}");
        Trouble::UploadInterrupted
    };
    let (mut files, mut room, mut refused) = (Vec::new(), MOST_UPLOADED, None);
    while let Some(mut field) = form.next_field().await.map_err(interrupted)? {
        let name = file_name(&field);
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(interrupted)? {
            // What is too much is received and dropped: a browser reads no answer while it sends.
            match room.checked_sub(chunk.len()) {
                Some(left) if refused.is_none() => {
                    room = left;
                    bytes.extend_from_slice(&chunk);
                }
                _ => {
                    files.clear();
                    bytes = Vec::new();
                    refused = Some(Trouble::UploadTooLarge { megabytes: (MOST_UPLOADED >> 20) as u64 });
                }
            }
        }
        // A form without a chosen file sends one without a name.
        let Some(name) = name else { continue };
        if files.len() == MOST_FILES {
            refused = refused.or(Some(Trouble::TooManyFiles { limit: MOST_FILES }));
        }
        if refused.is_none() {
            files.push(Received { name, bytes });
        }
    }
    match refused {
        Some(trouble) => Err(trouble),
        None if files.is_empty() => Err(Trouble::NoFile),
        None => Ok(files),
    }
}

fn file_name(field: &Field<'_>) -> Option<String> {
    let name = field.file_name()?;
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    Some(name.chars().filter(|letter| !letter.is_control()).take(120).collect())
        .filter(|name: &String| !name.is_empty())
}

/// Reads the tables of files.
///
/// # Errors
/// A file cannot be read, or there are too many tables.
pub fn read(files: Vec<Received>) -> Result<Tables, Trouble> {
    let (mut all, mut bytes) = (Tables::default(), 0);
    for Received { name, bytes: content } in files {
        let read = read_tables(&name, &content).map_err(|error| Trouble::File { file: name.clone(), error })?;
        bytes += read.iter().map(weight).sum::<u64>();
        all.files.extend(std::iter::repeat_n(name, read.len()));
        all.tables.extend(read);
        if all.tables.len() > MOST_TABLES {
            return Err(Trouble::TooManyTables { limit: MOST_TABLES });
        }
        if bytes > MOST_BYTES {
            return Err(Trouble::NoRoom);
        }
    }
    Ok(all)
}
