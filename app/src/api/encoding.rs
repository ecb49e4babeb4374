//! How server functions write what they take and give: as the live channel writes, so that the browser has one decoder.

use domain::live::{Unreadable, decode, encode};
use leptos::server_fn::codec::Post;
use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::convert::Infallible;

/// The live channel's encoding.
pub struct PackedEncoding;

/// Arguments or an answer in the live channel's encoding. Where a form is also sent without script, only the answer.
pub type Packed = Post<PackedEncoding>;

impl ContentType for PackedEncoding {
    const CONTENT_TYPE: &'static str = "application/octet-stream";
}

impl FormatType for PackedEncoding {
    const FORMAT_TYPE: Format = Format::Binary;
}

impl<T: Serialize> Encodes<T> for PackedEncoding {
    type Error = Infallible;

    fn encode(value: &T) -> Result<Bytes, Infallible> {
        Ok(encode(value).into())
    }
}

impl<T: DeserializeOwned> Decodes<T> for PackedEncoding {
    type Error = Unreadable;

    fn decode(bytes: Bytes) -> Result<T, Unreadable> {
        decode(&bytes)
    }
}
