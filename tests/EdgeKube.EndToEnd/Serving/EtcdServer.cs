using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Testing;
using EdgeKube.Testing.Processes;

namespace EdgeKube.EndToEnd.Serving;

/// <summary>Debian's etcd with a directory of its own on loopback: the peer of the store's figures.</summary>
internal sealed class EtcdServer : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly string _directory = Directory.CreateTempSubdirectory("ek-etcd-").FullName;
    private readonly int _port = LoopbackPort.Free();
    private Process? _process;

    public HttpClient Client { get; } = new() { Timeout = Limit };

    public async Task StartAsync()
    {
        var (here, peers) = ($"http://127.0.0.1:{_port}", $"http://127.0.0.1:{LoopbackPort.Free()}");
        Client.BaseAddress = new Uri(here);
        _process = Process.Start(new ProcessStartInfo(
            "/usr/bin/etcd",
            [
                "--name", "peer", "--data-dir", Path.Combine(_directory, "data"), "--log-level", "error",
                "--listen-client-urls", here, "--advertise-client-urls", here,
                "--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers, "--initial-cluster", $"peer={peers}",
            ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        await Eventually.True(AnswersAsync, Limit);
    }

    public string Pid => _process!.Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>How many keys it holds under a prefix.</summary>
    public async Task<long> CountAsync(string prefix)
    {
        var (from, to) = (Encoding.UTF8.GetBytes(prefix), Encoding.UTF8.GetBytes(prefix));
        to[^1]++;
        var body = $$"""{"key":"{{Convert.ToBase64String(from)}}","range_end":"{{Convert.ToBase64String(to)}}","count_only":true}""";
        using var response = await Client.PostAsync("/v3/kv/range", new StringContent(body));
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return long.Parse((string?)answer["count"] ?? "0", CultureInfo.InvariantCulture);
    }

    /// <summary>A put as its JSON gateway takes it.</summary>
    public static byte[] Json(string key, byte[] value) =>
        Encoding.UTF8.GetBytes($$"""{"key":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(key))}}","value":"{{Convert.ToBase64String(value)}}"}""");

    /// <summary>Puts through its JSON gateway.</summary>
    public async Task PutJsonAsync(string key, byte[] value)
    {
        using var response = await Client.PostAsync("/v3/kv/put", new ByteArrayContent(Json(key, value)));
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync();
    }

    public void Dispose()
    {
        Client.Dispose();
        if (_process is not null)
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
        }

        Directory.Delete(_directory, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await PutJsonAsync("ready", [1]);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>gRPC's frame around a PutRequest: 1 is the key, 2 the value.</summary>
    public static byte[] Message(byte[] key, byte[] value)
    {
        var message = new MemoryStream();
        message.Write(new byte[5]);
        Write(message, 0x0a, key);
        Write(message, 0x12, value);
        var bytes = message.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), bytes.Length - 5);
        return bytes;
    }

    private static void Write(MemoryStream message, byte tag, byte[] content)
    {
        message.WriteByte(tag);
        for (var length = (uint)content.Length; ; length >>= 7)
        {
            message.WriteByte((byte)(length < 0x80 ? length : length | 0x80));
            if (length < 0x80)
            {
                break;
            }
        }

        message.Write(content);
    }
}
