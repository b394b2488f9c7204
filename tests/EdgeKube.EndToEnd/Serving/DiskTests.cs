using System.Text.Json.Nodes;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;

namespace EdgeKube.EndToEnd.Serving;

/// <summary>
/// A disk that takes no more: writers are told why, readers and watchers notice nothing, and when it takes writes again all goes on without a restart.
/// </summary>
public sealed class DiskTests : IAsyncLifetime
{
    private static readonly string Large = $$$"""{"metadata":{"name":"large"},"data":{"x":"{{{new string('x', 200_000)}}}"}}""";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly string _directory = Directory.CreateTempSubdirectory("ek-disk-").FullName;
    private ServedController? _served;

    private string Mount => Path.Combine(_directory, "mount");

    public Task InitializeAsync()
    {
        Directory.CreateDirectory(Mount);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        _served?.Dispose();
        if ((await Shell.RunAsync("mountpoint", ["-q", Mount])).ExitCode == 0)
        {
            // The controller's files are closed a moment after its death.
            await Eventually.True(async () => (await Shell.RunAsync("umount", [Mount])).ExitCode == 0, Limit, TimeSpan.FromMilliseconds(100));
        }

        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Write_DiskFull_IsRefusedAndGoesOnWhenThereIsSpaceAgain()
    {
        await MustAsync("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", Mount);
        var (filler, served) = (Path.Combine(Mount, "filler"), await StartAsync(Path.Combine(Mount, "data")));

        await RefusedAndBackAsync(served, "the disk is full", () => Fill(filler), () => File.Delete(filler));
    }

    // Linux does not remount a file system read-only while a file on it is open for writing; an error does. The kernel then wants it unmounted first.
    [Fact]
    public async Task Write_FileSystemTurnedReadOnlyByAnError_IsRefusedAndNothingIsLost()
    {
        var image = Path.Combine(_directory, "image");
        await MustAsync("truncate", "-s", "64M", image);
        await MustAsync("mkfs.ext4", "-q", "-F", image);
        await MustAsync("mount", "-o", "loop,errors=remount-ro", image, Mount);
        var served = await StartAsync(Path.Combine(Mount, "data"));
        var device = Path.GetFileName((await MustAsync("findmnt", "-n", "-o", "SOURCE", Mount)).Trim());
        await CreatedAsync(served, "before");

        await File.WriteAllTextAsync($"/sys/fs/ext4/{device}/trigger_fs_error", "test");
        await RefusedAsync(served, "read-only");
        await served.Controller.KillAsync();
        await Eventually.True(async () => (await Shell.RunAsync("umount", [Mount])).ExitCode == 0, Limit, TimeSpan.FromMilliseconds(100));
        await MustAsync("mount", "-o", "loop", image, Mount);
        await served.StartAsync();
        Assert.Equal(["before", "kube-root-ca.crt"], await NamesAsync(served));
        await CreatedAsync(served, "after");
    }

    // The same answer of the system calls, but it can be taken back.
    [Fact]
    public async Task Write_FileSystemReadOnlyForAWhile_GoesOnWithoutRestart()
    {
        var (library, flag) = (Path.Combine(_directory, "readonly.so"), Path.Combine(_directory, "is-read-only"));
        await MustAsync("gcc", "-shared", "-fPIC", "-O1", "-o", library, Path.Combine(Repository.Root, "tests", "EdgeKube.EndToEnd", "Serving", "readonly.c"), "-ldl");
        var served = await StartAsync(Path.Combine(_directory, "data"), $"LD_PRELOAD={library}", $"EDGEKUBE_READ_ONLY_WHILE={flag}");

        await RefusedAndBackAsync(served, "read-only", () => File.WriteAllText(flag, ""), () => File.Delete(flag));
    }

    private async Task<ServedController> StartAsync(string dataDir, params string[] environment)
    {
        _served = new ServedController(dataDir);
        _served.Controller.Environment = environment;
        await _served.StartAsync();

        // Made by a loop, and so after the door opens.
        await Eventually.True(async () => (await NamesAsync(_served)).Contains("kube-root-ca.crt"), Limit);
        return _served;
    }

    private static async Task RefusedAndBackAsync(ServedController served, string why, Action block, Action unblock)
    {
        await CreatedAsync(served, "before");
        var from = await SoakObjects.RevisionAsync(served);
        using var watch = await LineWatch.OpenAsync(served.Address, $"{ServedController.ConfigMaps}?watch=1&resourceVersion={from}", CancellationToken.None);
        var watched = new List<string>();
        var watching = watch.ReadAsync(line => watched.Add(NameOf(line)), CancellationToken.None);
        block();
        await RefusedAsync(served, why);

        unblock();
        await CreatedAsync(served, "after");
        await Eventually.True(() => watched.Count > 0, Limit);
        await served.Controller.KillAsync();
        await watching;
        Assert.Equal(["after"], watched);
        await served.StartAsync();
        Assert.Equal(["after", "before", "kube-root-ca.crt"], await NamesAsync(served));
    }

    private static async Task RefusedAsync(ServedController served, string why)
    {
        var (code, answer) = await served.SendAsync("POST", ServedController.ConfigMaps, Large);
        Assert.Equal((503, "Failure", "ServiceUnavailable"), (code, (string?)answer["status"], (string?)answer["reason"]));
        Assert.Contains(why, (string)answer["message"]!, StringComparison.Ordinal);
        Assert.Equal(200, (await served.SendAsync("GET", ServedController.ConfigMaps + "/before")).Code);
        Assert.Equal(["before", "kube-root-ca.crt"], await NamesAsync(served));
    }

    private static async Task CreatedAsync(ServedController served, string name)
    {
        var (code, answer) = await served.SendAsync("POST", ServedController.ConfigMaps, $$$"""{"metadata":{"name":"{{{name}}}"}}""");
        Assert.True(code == 201, answer.ToJsonString());
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(ServedController served) =>
        [.. (await served.SendAsync("GET", ServedController.ConfigMaps)).Answer["items"]!.AsArray().Select(item => (string)item!["metadata"]!["name"]!)];

    private static string NameOf(ReadOnlySpan<byte> line) => (string)JsonNode.Parse(line)!["object"]!["metadata"]!["name"]!;

    private static void Fill(string path)
    {
        using var filler = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                filler.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // Full, as wanted.
        }
    }

    private static async Task<string> MustAsync(string program, params string[] arguments)
    {
        var result = await Shell.RunAsync(program, arguments);
        Assert.True(result.ExitCode == 0, $"{program}: {result}");
        return result.Output;
    }
}
