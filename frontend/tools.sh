#!/usr/bin/env bash
# Gets what a build needs and the machine lacks: wasm-target | packages FOLDER | browser
set -euo pipefail
cd "$(dirname "$0")/.."

wasm_target() {
  local libraries
  libraries="$(rustc --print target-libdir --target wasm32-unknown-unknown)"
  if ! compgen -G "$libraries/libcore-*.rlib" >/dev/null; then
    echo "adding Rust's wasm32-unknown-unknown target"
    rustup target add wasm32-unknown-unknown
  fi
}

# A copy of the lock file beside the packages tells which lock they were installed from.
packages() {
  local lock="$1/package-lock.json" installed="$1/node_modules/.installed-lock.json"
  if ! cmp -s "$lock" "$installed"; then
    echo "installing the npm packages of $1/"
    (cd "$1" && npm ci --no-audit --no-fund --loglevel=error)
    cp "$lock" "$installed"
  fi
}

browser() {
  if node end2end/browser.mjs; then return; fi
  if command -v apt-get >/dev/null; then
    if [ "$(id -u)" = 0 ]; then
      echo "no Chromium found: installing it with apt-get"
      if apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; then return; fi
    else
      echo "no Chromium found: 'sudo apt-get install -y chromium' would install it for every user"
    fi
  fi
  echo "downloading a Chromium for the browser tests"
  (cd end2end && node_modules/.bin/playwright install chromium)
}

case "${1:-}" in
  wasm-target) wasm_target ;;
  packages) packages "$2" ;;
  browser) browser ;;
  *) sed -n '2s/^# //p' "$0" >&2; exit 2 ;;
esac
