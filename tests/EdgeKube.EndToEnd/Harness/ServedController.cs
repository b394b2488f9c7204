using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeKube.Testing;
using EdgeKube.Testing.Processes;

namespace EdgeKube.EndToEnd.Harness;

/// <summary>The published controller with its HTTP doors open: HTTPS for real clients, plain HTTP where only the API counts.</summary>
/// <param name="dataDir">Where its data lies; null: in its own directory.</param>
internal sealed partial class ServedController(string? dataDir = null) : IDisposable
{
    public const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly Ports _ports = new(LoopbackPort.Free(), LoopbackPort.Free());
    private LoneController? _controller;
    private HttpClient? _client;

    public LoneController Controller => _controller ??= new LoneController(
        $"httpsListen:\n- 127.0.0.1:{_ports.Https}\ninsecureHttpListen:\n- 127.0.0.1:{_ports.Http}\n", dataDir);

    public string Directory => Controller.Directory;

    public string Kubeconfig => Path.Combine(Directory, "kubeconfig");

    /// <summary>Plain HTTP.</summary>
    public Uri Address => new($"http://127.0.0.1:{_ports.Http}");

    public Uri SecureAddress => new($"https://127.0.0.1:{_ports.Https}");

    public HttpClient Client => _client ??= new HttpClient(new TellingHandler(Describe)) { Timeout = Limit, BaseAddress = Address };

    /// <summary>Starts it, again after a kill, and waits until it answers.</summary>
    public async Task StartAsync()
    {
        Controller.Start();
        await Eventually.True(IsReadyAsync, Limit);
    }

    /// <summary>Writes the administrator's kubeconfig.</summary>
    public async Task WriteKubeconfigAsync()
    {
        var printed = await Shell.RunAsync("out/bin/edgekube-controller", ["--config", Controller.Config, "--print-kubeconfig"]);
        Assert.True(printed.ExitCode == 0, printed.ToString());
        await File.WriteAllTextAsync(Kubeconfig, printed.Output);
    }

    /// <summary>The administrator's certificate, out of the kubeconfig.</summary>
    public X509Certificate2 Certificate()
    {
        var text = File.ReadAllText(Kubeconfig);
        using var pem = X509Certificate2.CreateFromPem(Data(text, "client-certificate-data"), Data(text, "client-key-data"));
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
    }

    /// <returns>The status and the answer's JSON.</returns>
    public async Task<(int Code, JsonNode Answer)> SendAsync(string method, string path, string? body = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        }

        using var response = await Client.SendAsync(request);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    public void Dispose()
    {
        _client?.Dispose();
        _controller?.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Client.GetAsync("/readyz");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            Assert.True(Controller.Runs, $"the controller ended:\n{Controller.Log}");
            return false;
        }
    }

    // Nothing of its process is asked: it may be killed at this moment.
    private string Describe() => $"The controller's log ends with: {_controller?.LogEnd}";

    private static string Data(string kubeconfig, string key) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(Field().Matches(kubeconfig).First(match => match.Groups[1].Value == key).Groups[2].Value));

    [GeneratedRegex(@"([a-z-]+-data): (\S+)")]
    private static partial Regex Field();

    private sealed record Ports(int Https, int Http);
}
