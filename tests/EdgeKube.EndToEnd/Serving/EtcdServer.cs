using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
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

    /// <summary>Puts by gRPC, etcd's own protocol; returns when it is on disk.</summary>
    public async Task PutAsync(string key, byte[] value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/etcdserverpb.KV/Put")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Message(Encoding.UTF8.GetBytes(key), value)),
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var response = await Client.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        Assert.Equal("0", response.TrailingHeaders.GetValues("grpc-status").Single());
    }

    /// <summary>Puts through its JSON gateway.</summary>
    public async Task PutJsonAsync(string key, byte[] value)
    {
        var body = $$"""{"key":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(key))}}","value":"{{Convert.ToBase64String(value)}}"}""";
        using var response = await Client.PostAsync("/v3/kv/put", new StringContent(body));
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

    // gRPC's frame around a PutRequest: 1 is the key, 2 the value.
    private static byte[] Message(byte[] key, byte[] value)
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
