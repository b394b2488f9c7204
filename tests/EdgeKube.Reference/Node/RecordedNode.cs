using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Testing;
using EdgeKube.Testing.Containerd;

namespace EdgeKube.Reference.Node;

/// <summary>A cluster of one node, of the published programs on real containerd, with images under the names that were recorded.</summary>
public sealed class RecordedNode : IAsyncLifetime
{
    private const string Busybox = "registry.k8s.io/e2e-test-images/busybox:1.37.0-1";
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"ek-node-{Guid.NewGuid().ToString("N")[..8]}");

    internal HttpClient Client { get; private set; } = new();

    internal string NodeIP { get; private set; } = "";

    /// <summary>The node's part of the tree of cgroups.</summary>
    internal string CgroupRoot => $"/ek-{Saved("ID")}-n1";

    public async Task InitializeAsync()
    {
        if (Recordings.NodeFolder is null)
        {
            return;
        }

        Command.MustRun("sh", "-c", $"cd '{Repository.Root}' && AGENT_WRAPPER='{AppContext.BaseDirectory}/Node/dns.sh' ./build.sh up --no-build --dir '{_directory}'");
        AddImages();
        var identity = X509Certificate2.CreateFromPemFile($"{_directory}/config/certificate.pem", $"{_directory}/config/key.pem");
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 500 };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        handler.SslOptions.ClientCertificates = [identity];
        Client = new HttpClient(handler) { BaseAddress = new Uri($"https://127.0.0.1:{Saved("HTTPS_PORT")}"), Timeout = TimeSpan.FromSeconds(60) };
        var node = JsonNode.Parse(await Client.GetStringAsync($"/api/v1/nodes/{NodeMask.OurNode}"))!;
        NodeIP = (string)node["status"]!["addresses"]!.AsArray().First(address => (string)address!["type"]! == "InternalIP")!["address"]!;
        await AddPriorityClassesAsync();
    }

    public Task DisposeAsync()
    {
        Client.Dispose();
        if (Recordings.NodeFolder is not null)
        {
            Command.MustRun("sh", "-c", $"cd '{Repository.Root}' && ./build.sh down --dir '{_directory}'");
        }

        return Task.CompletedTask;
    }

    internal async Task<(int Code, string Text)> SendAsync(string method, string path, string? body = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, type);
        using var response = await Client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    internal (int ExitCode, string Output) Kubectl(params string[] arguments)
        => Command.Run("kubectl", ["--kubeconfig", $"{_directory}/config/kubeconfig", "--cache-dir", $"{_directory}/kubectl", .. arguments]);

    private string Saved(string key)
        => File.ReadLines(Path.Combine(_directory, "cluster")).Single(line => line.StartsWith(key + "=", StringComparison.Ordinal))[(key.Length + 1)..];

    // What ran in the recordings was busybox as well; nginx and agnhost only have to behave as they do where it is looked at.
    private void AddImages()
    {
        const string Stop = """{"Env":["PATH=/bin"],"Entrypoint":["sh","-c","trap 'exit 0' QUIT TERM; while true; do sleep 0.2; done"],"StopSignal":"SIGQUIT"}""";
        const string Agnhost = """{"Env":["PATH=/bin"],"Entrypoint":["/agnhost"]}""";
        Import(Busybox, """{"Env":["PATH=/bin"],"Cmd":["sh"]}""");
        Import("registry.k8s.io/e2e-test-images/nginx:1.27-0", Stop);
        Import("registry.k8s.io/e2e-test-images/nginx:1.15-4", Stop);
        Import("registry.k8s.io/e2e-test-images/agnhost:2.63.0", Agnhost);
    }

    private void Import(string name, string config)
    {
        var archive = Path.Combine(_directory, "image.tar");
        Command.MustRun(Path.Combine(AppContext.BaseDirectory, "Node", "image.sh"), Repository.Root, archive, name, config);
        Command.MustRun("ctr", "--address", Path.Combine(Saved("RUN"), "n1", "containerd.sock"), "-n", "k8s.io", "images", "import", archive);
    }

    private async Task AddPriorityClassesAsync()
    {
        foreach (var (name, value, policy) in ((string, int, string)[])[("low", -10, "PreemptLowerPriority"), ("never", 1000, "Never"), ("high", 1000, "PreemptLowerPriority")])
        {
            var body = $$"""{"apiVersion":"scheduling.k8s.io/v1","kind":"PriorityClass","metadata":{"name":"rec-node-{{name}}"},"value":{{value.ToString(CultureInfo.InvariantCulture)}},"preemptionPolicy":"{{policy}}"}""";
            await SendAsync("POST", "/apis/scheduling.k8s.io/v1/priorityclasses", body);
        }
    }
}
