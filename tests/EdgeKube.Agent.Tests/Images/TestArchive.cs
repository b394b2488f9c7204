using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Testing.Containerd;

namespace EdgeKube.Agent.Tests.Images;

/// <summary>An image archive in memory, to be changed before it is used. Starts as the busybox archive under a name of its own.</summary>
internal sealed class TestArchive
{
    private const string BlobFolder = "blobs/sha256/";

    public Dictionary<string, byte[]> Files { get; } = [];

    public string Manifest { get; private set; } = "";

    public string Config { get; private set; } = "";

    public string Layer { get; private set; } = "";

    public static TestArchive Busybox(string name)
    {
        var archive = new TestArchive();
        using var reader = new TarReader(File.OpenRead(TestImages.BusyboxArchive));
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is { } data)
            {
                using var content = new MemoryStream();
                data.CopyTo(content);
                archive.Files[entry.Name] = content.ToArray();
            }
        }

        archive.Personalize(name);
        return archive;
    }

    /// <summary>The same image as docker wrote it before it wrote OCI layouts.</summary>
    public static TestArchive DockerBusybox(string tag)
    {
        var oci = Busybox(tag);
        var docker = new TestArchive();
        docker.Files["abc/layer.tar"] = oci.Files[oci.Layer];
        docker.Files["abc/VERSION"] = "1.0"u8.ToArray();
        docker.Files["config.json"] = oci.Files[oci.Config];
        docker.Files["repositories"] = "{}"u8.ToArray();
        docker.Files["manifest.json"] = Encoding.UTF8.GetBytes($$"""[{"Config":"config.json","RepoTags":["{{tag}}"],"Layers":["abc/layer.tar"]}]""");
        return docker;
    }

    /// <summary>Puts another layer on top.</summary>
    public TestArchive AddLayer(byte[] tar)
    {
        var index = Json("index.json");
        var (manifest, config) = (Json(Manifest), Json(Config));
        var digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(tar));
        Files[BlobFolder + digest["sha256:".Length..]] = tar;
        manifest["layers"]!.AsArray().Add(new JsonObject { ["mediaType"] = "application/vnd.oci.image.layer.v1.tar", ["digest"] = digest, ["size"] = tar.Length });
        config["rootfs"]!["diff_ids"]!.AsArray().Add(digest);
        Config = Replace(Config, Bytes(config), manifest["config"]!);
        Manifest = Replace(Manifest, Bytes(manifest), index["manifests"]![0]!);
        Files["index.json"] = Bytes(index);
        return this;
    }

    public Stream Write(TarEntryFormat format = TarEntryFormat.Ustar)
    {
        var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, format, leaveOpen: true))
        {
            foreach (var (path, content) in Files)
            {
                TarEntry entry = format switch
                {
                    TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, path),
                    TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, path),
                    _ => new UstarTarEntry(TarEntryType.RegularFile, path),
                };
                entry.DataStream = new MemoryStream(content);
                writer.WriteEntry(entry);
            }
        }

        stream.Position = 0;
        return stream;
    }

    public Stream WriteGzip()
    {
        var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            Write().CopyTo(gzip);
        }

        stream.Position = 0;
        return stream;
    }

    /// <summary>Gives the image a configuration and thus blobs that no other test's image has; the layer gets a digest of its own by trailing zeros.</summary>
    private void Personalize(string name)
    {
        var index = Json("index.json");
        var oldManifest = BlobFolder + Digest(index["manifests"]![0]!);
        var manifest = Json(oldManifest);
        var oldConfig = BlobFolder + Digest(manifest["config"]!);
        var oldLayer = BlobFolder + Digest(manifest["layers"]![0]!);
        var config = Json(oldConfig);

        byte[] layer = [.. Files[oldLayer], .. new byte[512 * (1 + (Math.Abs(name.GetHashCode(StringComparison.Ordinal)) % 500))]];
        Layer = Replace(oldLayer, layer, manifest["layers"]![0]!);
        config["rootfs"]!["diff_ids"]![0] = "sha256:" + Layer[BlobFolder.Length..];
        config["config"]!["Labels"] = new JsonObject { ["name"] = name };
        Config = Replace(oldConfig, Bytes(config), manifest["config"]!);
        Manifest = Replace(oldManifest, Bytes(manifest), index["manifests"]![0]!);
        index["manifests"]![0]!["annotations"] = new JsonObject { ["io.containerd.image.name"] = name };
        Files["index.json"] = Bytes(index);
    }

    private string Replace(string oldPath, byte[] content, JsonNode descriptor)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(content));
        Files.Remove(oldPath);
        Files[BlobFolder + digest] = content;
        descriptor["digest"] = "sha256:" + digest;
        descriptor["size"] = content.Length;
        return BlobFolder + digest;
    }

    private JsonNode Json(string path) => JsonNode.Parse(Files[path])!;

    private static string Digest(JsonNode descriptor) => descriptor["digest"]!.GetValue<string>()["sha256:".Length..];

    private static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());
}
