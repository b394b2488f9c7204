using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace EdgeKube.Testing.Containerd;

/// <summary>Debian's docker-registry on a free port of the loopback device, behind a password. Disposing ends it and removes what it holds.</summary>
public sealed class LoopbackRegistry : IDisposable
{
    public const string User = "puller";
    public const string Password = "pull-pa55";

    // Of the password above, by bcrypt.
    private const string Hash = "$2b$05$abcdefghijklmnopqrstuuGpW1OdyL6buKwr1GkgVXnLNS8Ss2lve";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ek-registry-");
    private readonly Process _process;

    private LoopbackRegistry(int port)
    {
        Host = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        File.WriteAllText($"{_directory}/htpasswd", $"{User}:{Hash}\n");
        File.WriteAllText($"{_directory}/config.yml", $$"""
            version: 0.1
            log: { accesslog: { disabled: false } }
            storage: {filesystem: {rootdirectory: "{{_directory}}/data" }, delete: { enabled: true } }
            http: {addr: "{{Host}}"}
            auth: {htpasswd: {realm: test, path: "{{_directory}}/htpasswd" } }
            """);
        _process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"exec docker-registry serve {_directory}/config.yml >{LogFile} 2>&1"]))!;
    }

    /// <summary>As images name it.</summary>
    public string Host { get; }

    private string LogFile => $"{_directory}/log";

    public static LoopbackRegistry Start()
    {
        var registry = new LoopbackRegistry(Processes.LoopbackPort.Free());
        if (!Eventually.TrueNow(registry.Answers, TimeSpan.FromSeconds(20)))
        {
            var log = File.ReadAllText(registry.LogFile);
            registry.Dispose();
            throw new InvalidOperationException($"the registry did not start: {log}");
        }

        return registry;
    }

    /// <summary>docker's config.json with the credentials of this registry.</summary>
    /// <param name="host">Another name of it, or null.</param>
    public string Config(string password = Password, string? host = null) => $$$"""{"auths": {"{{{host ?? Host}}}": {"username": "{{{User}}}", "password": "{{{password}}}" } } }""";

    /// <summary>How many requests of a path's beginning were answered so.</summary>
    public int CountRequests(string method, string path, int status)
        => File.ReadLines(LogFile).Count(line => line.Contains($"\"{method} {path}", StringComparison.Ordinal) && line.Contains($"HTTP/1.1\" {status} ", StringComparison.Ordinal));

    /// <param name="archive">OCI archive.</param>
    /// <param name="name">Repository and tag.</param>
    /// <returns>The image's whole name.</returns>
    public string Push(string archive, string name)
    {
        Command.MustRun(
            "skopeo", "--insecure-policy", "copy", "--quiet", "--dest-tls-verify=false", $"--dest-creds={User}:{Password}", $"oci-archive:{archive}", $"docker://{Host}/{name}");
        return $"{Host}/{name}";
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    private bool Answers()
    {
        using var socket = new TcpClient();
        try
        {
            socket.Connect(System.Net.IPEndPoint.Parse(Host));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
