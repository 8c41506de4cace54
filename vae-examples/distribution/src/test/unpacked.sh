#!/bin/sh
# Unpacks the distribution into a path with spaces, and uses it from elsewhere, through a link.
#
#   unpacked.sh ZIP JAVA_HOME
set -eu

zip=$1
JAVA_HOME=$2
export JAVA_HOME
unset VAE_JAVA_OPTS VAE_PLUGINS JAVA_TOOL_OPTIONS || true

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/a folder"
(cd "$work/a folder" && "$JAVA_HOME/bin/jar" -xf "$zip")
set -- "$work/a folder"/*
[ $# = 1 ] || { echo "more than one folder in $zip: $*" >&2; exit 1; }
vae=$1
chmod +x "$vae/bin/vae" # the tool jar forgets modes; they are looked at below

fail() {
  echo "unpacked.sh: $*" >&2
  exit 1
}

# what is in it
if command -v unzip >/dev/null; then
  unzip -Z "$zip" | grep '^-rwxr-xr-x .*/bin/vae$' >/dev/null || fail "bin/vae is not executable in $zip"
fi
for file in README.txt LICENSE bin/vae.cmd licenses/THIRD-PARTY.txt licenses/MIT.txt licenses/BSD-3-Clause.txt; do
  [ -s "$vae/$file" ] || fail "there is no $file"
done
for jar in "$vae"/lib/*.jar; do
  name=$(basename "$jar" .jar)
  case $name in
    vae-*) ;;
    # group:artifact:version, of which the jar's name is the end
    *) sed 's/:\([^: ]*\) - /-\1 - /' "$vae/licenses/THIRD-PARTY.txt" | grep -F ":$name - " >/dev/null ||
      fail "THIRD-PARTY.txt does not list $name" ;;
  esac
done

# what it does
ln -s "$vae/bin/vae" "$work/first"
ln -s first "$work/second"
cd "$work"
./second --version >version || fail "--version failed"
grep '^vae [0-9]' version >/dev/null || fail "--version says $(cat version)"
./second plugins >plugins 2>errors || fail "plugins failed: $(cat errors)"
for part in dense bernoulli gaussian standardNormal elbo digits; do
  grep -w "$part" plugins >/dev/null || fail "there is no $part among the plugins"
done
grep '25 times slower' errors && fail "the vector kernels are not used" || true

printf 'age,smokes\n31,yes\n45,no\n28,no\n61,yes\n39,no\n50,yes\n' >'my table.csv'
./second train --data 'csv:my table.csv' --epochs 2 --out 'my model' >train 2>&1 || fail "train failed: $(cat train)"
./second sample 'my model' --count 3 --seed 1 --out 'new rows.csv' >sample 2>&1 || fail "sample failed: $(cat sample)"
[ "$(wc -l <'new rows.csv')" -eq 4 ] || fail "sample wrote $(cat 'new rows.csv')"
./second export 'my model' --out onnx --check >export 2>&1 || fail "export failed: $(cat export)"

# options of the user's, and wrong ones
VAE_JAVA_OPTS='-XX:+UseParallelGC -Xmx256m' ./second --version >/dev/null || fail "another collector is refused"
code=0
./second plugns >out 2>err || code=$?
[ "$code" = 2 ] || fail "a misspelt command ends with $code"
code=0
JAVA_HOME='/nowhere at all' ./second --version >out 2>err || code=$?
[ "$code" = 1 ] && grep '/nowhere at all' err >/dev/null || fail "a wrong JAVA_HOME ends with $code: $(cat err)"

# both launchers give the JVM the same options
for option in -XX:+UseSerialGC -Xms32m -XX:MaxRAMPercentage=70 -Djava.awt.headless=true \
  --enable-native-access=com.microsoft.onnxruntime --add-modules -XX:CompileCommand=CompileThresholdScaling; do
  for launcher in vae vae.cmd; do
    grep -e "$option" "$vae/bin/$launcher" >/dev/null || fail "$launcher does not give $option"
  done
done
echo "unpacked.sh: $zip works"
