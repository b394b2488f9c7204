using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using EdgeKube.Testing;

namespace EdgeKube.Reference;

/// <summary>The published controller on a free port of loopback, in a directory of its own.</summary>
public sealed partial class ControllerProcess : IAsyncLifetime
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly string _directory = Directory.CreateTempSubdirectory("ek-reference-").FullName;
    private Process? _process;

    internal HttpClient Client { get; private set; } = new();

    public string Address => $"http://127.0.0.1:{Client.BaseAddress!.Port}";

    public string WorkDirectory => _directory;

    public async Task InitializeAsync()
    {
        if (Recordings.Folder is null)
        {
            return;
        }

        var program = Environment.GetEnvironmentVariable("EDGEKUBE_CONTROLLER") ?? Path.Combine(Repository.Root, "out", "bin", "edgekube-controller");
        Assert.True(File.Exists(program), $"{program} is not there; packaging/dev/publish.sh makes it");
        var configuration = Path.Combine(_directory, "controller.yaml");
        await File.WriteAllTextAsync(configuration, $"dataDir: {_directory}/data\nlisten: [\"127.0.0.1:0\"]\ninsecureHttpListen: [\"127.0.0.1:0\"]\n");
        _process = Process.Start(new ProcessStartInfo(program, ["--config", configuration]) { RedirectStandardError = true })!;
        using var limit = new CancellationTokenSource(StartLimit);
        var port = await ReadPortAsync(_process.StandardError, limit.Token);
        _ = _process.StandardError.ReadToEndAsync(CancellationToken.None);
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(30) };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        Directory.Delete(_directory, recursive: true);
    }

    internal async Task<Answer> SendAsync(string method, string path, string? body = null, string? type = null, IEnumerable<KeyValuePair<string, string>>? headers = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        foreach (var (name, value) in headers ?? [])
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type ?? "application/json");
        }

        using var response = await Client.SendAsync(request);
        var warnings = response.Headers.TryGetValues("Warning", out var given) ? given.ToArray() : [];
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), warnings);
    }

    internal async Task CreateAsync(string path, string yaml)
    {
        var answer = await SendAsync("POST", path, yaml, "application/yaml");
        Assert.True(answer.Code is 201 or 409, answer.Text);
    }

    internal Task CreateNamespaceAsync(string name) => CreateAsync("/api/v1/namespaces", $"apiVersion: v1\nkind: Namespace\nmetadata: {{name: {name}}}");

    private static async Task<int> ReadPortAsync(StreamReader errors, CancellationToken cancellationToken)
    {
        while (await errors.ReadLineAsync(cancellationToken) is { } line)
        {
            if (Opened().Match(line) is { Success: true } match)
            {
                return int.Parse(match.Groups[1].Value);
            }
        }

        throw new InvalidOperationException("the controller ended before it opened its HTTP door");
    }

    [GeneratedRegex(@"HTTP door opened on 127\.0\.0\.1:(\d+)")]
    private static partial Regex Opened();
}

