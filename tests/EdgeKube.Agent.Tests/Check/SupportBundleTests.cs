using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using EdgeKube.Agent.Check;
using EdgeKube.Agent.Configuration;
using EdgeKube.Agent.Replica;
using EdgeKube.Link;
using EdgeKube.Link.Sync;

namespace EdgeKube.Agent.Tests.Check;

public sealed class SupportBundleTests : IDisposable
{
    private const string Canary = "canary-7f3a";
    private readonly string _directory = Directory.CreateTempSubdirectory("ek-bundle-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task WriteAsync_NodeWithSecrets_HoldsNone()
    {
        FillReplica();
        Directory.CreateDirectory(Path.Combine(_directory, "identity"));
        File.WriteAllText(Path.Combine(_directory, "identity", "key.pem"), $"{Canary}-key");
        var path = Path.Combine(_directory, "bundle.tar.gz");

        // Something of ours that ought not to have been said.
        var check = $"ok    dns  {Canary}-secret and {Canary}-env and {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Canary}-secret"))}\n";
        await new SupportBundle(new AgentOptions { DataDir = _directory, NodeName = "n1" }, "1.2.3", TimeProvider.System).WriteAsync(path, check, CancellationToken.None);

        var entries = await ReadAsync(path);
        Assert.Equal("ok    dns  [secret] and [secret] and [secret]\n", entries["edgekube-support/check.txt"]);
        Assert.Equal($"default/web u-1 main=demo:1\n", entries["edgekube-support/pods.txt"]);
        Assert.Contains("edgekube-support/agent.yaml", entries.Keys);
        Assert.Contains("edgekube-support/proc_meminfo", entries.Keys);
        Assert.All(entries, entry => Assert.DoesNotContain(Canary, entry.Value, StringComparison.Ordinal));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    private void FillReplica()
    {
        var secret = $$$"""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s","namespace":"default"},"data":{"k":"{{{Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Canary}-secret"))}}}"}}""";
        var pod = $$$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","namespace":"default","uid":"u-1"},"spec":{"containers":[{"name":"main","image":"demo:1","command":["sh","{{{Canary}}}-command"],"env":[{"name":"PASSWORD","value":"{{{Canary}}}-env"}]}]}}""";
        var store = new ReplicaStore(_directory, "view");
        var view = new NodeView(store, store.Load((_, _) => { }));
        view.Apply(new LinkEffect.Apply(1, [Content("Secret/default/s", secret), Content("Pod/default/web", pod)], [], new ViewVersion("e", 1)));
    }

    private static SetUpsert Content(string key, string json) => new(key, ContentHash.Of(Encoding.UTF8.GetBytes(json)), Encoding.UTF8.GetBytes(json));

    private static async Task<Dictionary<string, string>> ReadAsync(string path)
    {
        var entries = new Dictionary<string, string>();
        await using var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        await using var archive = new TarReader(file);
        while (await archive.GetNextEntryAsync() is { } entry)
        {
            entries[entry.Name] = entry.DataStream is null ? "" : await new StreamReader(entry.DataStream).ReadToEndAsync();
        }

        return entries;
    }
}
