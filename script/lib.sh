# Sourced by the scripts beside it. Works in any POSIX shell, from any folder, with spaces in the path.

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
own_python="$root/.venv/bin/python"
# Text is UTF-8, whatever the machine's locale is.
export PYTHONUTF8=1

say() {
  printf '%s\n' "$*" >&2
}

is_new_enough() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# A Linux distribution keeps its Python patched, and compiles it with the profile of a run: it is a quarter faster than
# what version managers compile without one. It is taken where it can make a virtual environment.
system_python() {
  [ "$(uname)" = Linux ] && /usr/bin/python3 -c 'import ensurepip, venv' 2>/dev/null && printf '/usr/bin/python3'
}

find_python() {
  for candidate in "${PYTHON:-}" "$(system_python)" python3 python3.14 python3.13 python3.12 python3.11 \
    /opt/homebrew/bin/python3 /usr/local/bin/python3; do
    if [ -n "$candidate" ] && is_new_enough "$candidate"; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  say "Python 3.11 or newer is needed and was not found."
  say "  Debian:  sudo apt-get install python3 python3-venv"
  say "  macOS:   brew install python, or the installer from https://www.python.org/downloads/"
  say "If it is somewhere else, name it: PYTHON=/path/to/python3 $0"
  return 1
}

# prepare requirements.lock: a virtual environment with what the file lists, renewed when the file changed.
prepare() {
  python=$(find_python) || exit 1
  "$python" "$root/script/provision.py" "$1"
}

# The shell without windows needs little more than half of the processor time that the whole browser needs for the same.
find_chromium() {
  for candidate in "${CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
    "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
    if [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1; then
      command -v "$candidate"
      return
    fi
  done
  return 1
}

# install_from_debian PACKAGE…: on Debian, where that needs no password; fails elsewhere.
install_from_debian() {
  as_root=""
  [ "$(id -u)" = 0 ] || as_root="sudo -n"
  [ -f /etc/debian_version ] && { [ -z "$as_root" ] || sudo -n true 2>/dev/null; } || return 1
  say "Installing $*…"
  $as_root apt-get update -qq >&2 || true
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# Pango draws the PDF files. Asked of the library that uses it, which finds it in its own way.
has_pango() {
  "$own_python" -c 'import weasyprint' >/dev/null 2>&1
}

install_pango() {
  install_from_debian libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core && return
  say "The tests of PDF files need Pango."
  say "  Debian:  sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
  say "  macOS:   brew install pango"
  return 1
}

# LibreOffice opens the Word files that go out and saves them again.
has_libreoffice() {
  command -v soffice >/dev/null 2>&1
}

install_libreoffice() {
  install_from_debian libreoffice-writer-nogui && return
  say "The tests of Word files need LibreOffice."
  say "  Debian:  sudo apt-get install libreoffice-writer-nogui"
  say "  macOS:   brew install --cask libreoffice, with its soffice in the PATH"
  return 1
}

# Installs Debian's Chromium where that needs no password; says what to do elsewhere.
install_chromium() {
  install_from_debian chromium-headless-shell fonts-dejavu-core && return
  install_from_debian chromium fonts-dejavu-core && return
  say "The browser tests need Chromium or Chrome."
  say "  Debian:  sudo apt-get install chromium-headless-shell"
  say "  macOS:   install Google Chrome from https://www.google.com/chrome/"
  say "If it is somewhere else, name it: CHROMIUM=/path/to/chromium $0"
  return 1
}
