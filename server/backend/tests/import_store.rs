//! The store opens on both databases.

#[path = "support/databases.rs"]
mod databases;

use backend::store::{Store, StoreError};

#[tokio::test]
async fn a_fresh_store_answers_and_opens_again() {
    for fresh in databases::each().await {
        fresh.ping().await.unwrap();
        fresh.close().await;
        Store::open(&fresh.to_string()).await.unwrap().ping().await.unwrap();
    }
}

#[tokio::test]
async fn an_address_of_another_database_is_refused() {
    assert!(matches!(Store::open("mysql://localhost/pacto").await, Err(StoreError::UnknownDatabase)));
}
