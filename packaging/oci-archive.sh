# Sourced by the image scripts: packs one directory as an OCI archive, the same bytes every time.
#   pack_oci_archive ROOTFS OUT NAME CONFIG_JSON      CONFIG_JSON: the image's "config" member, such as {"Entrypoint":["/pause"]}

oci_architecture() {
  case "$(uname -m)" in
    x86_64) echo amd64 ;;
    aarch64) echo arm64 ;;
    armv7l) echo arm ;;
    *) uname -m ;;
  esac
}

# Same order, owner and time for everything, or the digests would change from build to build.
reproducible_tar() {
  tar --format=ustar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "$1" -cf "$2" "${@:3}"
}

# Moves a file to its place among the blobs and prints its digest.
add_blob() {
  local digest
  digest=$(sha256sum "$1" | cut -d' ' -f1)
  mv "$1" "$2/blobs/sha256/$digest"
  echo "$digest"
}

pack_oci_archive() {
  local rootfs=$1 out=$2 name=$3 config=$4 work layer image manifest layer_size image_size manifest_size
  work=$(mktemp -d)
  mkdir -p "$work/oci/blobs/sha256"

  reproducible_tar "$rootfs" "$work/layer" .
  layer_size=$(stat -c %s "$work/layer")
  layer=$(add_blob "$work/layer" "$work/oci")

  printf '{"created":"1970-01-01T00:00:00Z","architecture":"%s","os":"linux","config":%s,"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
    "$(oci_architecture)" "$config" "$layer" > "$work/config"
  image_size=$(stat -c %s "$work/config")
  image=$(add_blob "$work/config" "$work/oci")

  printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:%s","size":%s},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"sha256:%s","size":%s}]}' \
    "$image" "$image_size" "$layer" "$layer_size" > "$work/manifest"
  manifest_size=$(stat -c %s "$work/manifest")
  manifest=$(add_blob "$work/manifest" "$work/oci")

  printf '{"imageLayoutVersion":"1.0.0"}' > "$work/oci/oci-layout"
  printf '{"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:%s","size":%s,"annotations":{"io.containerd.image.name":"%s","org.opencontainers.image.ref.name":"%s"}}]}' \
    "$manifest" "$manifest_size" "$name" "${name##*:}" > "$work/oci/index.json"

  reproducible_tar "$work/oci" "$out" oci-layout index.json blobs
  rm -rf "$work"
}
