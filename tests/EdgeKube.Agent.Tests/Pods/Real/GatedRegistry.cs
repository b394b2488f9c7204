using System.Globalization;
using System.Net;
using EdgeKube.Testing.Processes;

namespace EdgeKube.Agent.Tests.Pods.Real;

/// <summary>A way to a registry on which whoever asks for a tag, the beginning of a pull, waits until let through.</summary>
internal sealed class GatedRegistry : IDisposable
{
    private readonly Lock _gate = new();
    private readonly HttpListener _listener = new();
    private readonly HttpClient _client = new();
    private readonly SemaphoreSlim _let = new(0);
    private readonly string _server;
    private readonly Task _work;

    /// <param name="server">HOST:PORT.</param>
    public GatedRegistry(string server)
    {
        _server = server;
        Host = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{LoopbackPort.Free()}");
        _listener.Prefixes.Add($"http://{Host}/");
        _listener.Start();
        _work = AcceptAsync();
    }

    /// <summary>As images name it.</summary>
    public string Host { get; }

    /// <summary>How many wait now, and how many have waited at once at most.</summary>
    public (int Now, int Most) Waiting { get; private set; }

    /// <summary>Lets one through, now or when it comes.</summary>
    public void LetOneThrough() => _let.Release();

    public void Dispose()
    {
        _let.Release(1000);
        _listener.Close();
        _work.Wait();
        _client.Dispose();
        _let.Dispose();
    }

    private async Task AcceptAsync()
    {
        var answers = new List<Task>();
        try
        {
            while (true)
            {
                answers.Add(AnswerAsync(await _listener.GetContextAsync()));
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            await Task.WhenAll(answers);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            var asked = context.Request;
            if (asked is { HttpMethod: "HEAD" } && asked.Headers["Authorization"] is not null)
            {
                await WaitAsync();
            }

            using var request = new HttpRequestMessage(new HttpMethod(asked.HttpMethod), $"http://{_server}{asked.RawUrl}");
            foreach (var name in (string[])["Authorization", "Accept"])
            {
                if (asked.Headers[name] is { } value)
                {
                    request.Headers.TryAddWithoutValidation(name, value);
                }
            }

            using var came = await _client.SendAsync(request);
            await PassAsync(came, context.Response, asked.HttpMethod == "HEAD");
        }
        catch (Exception e) when (e is HttpListenerException or HttpRequestException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }

    private async Task WaitAsync()
    {
        Count(1);
        await _let.WaitAsync();
        Count(-1);
    }

    private void Count(int by)
    {
        lock (_gate)
        {
            var now = Waiting.Now + by;
            Waiting = (now, Math.Max(now, Waiting.Most));
        }
    }

    private static async Task PassAsync(HttpResponseMessage came, HttpListenerResponse answer, bool isHead)
    {
        answer.StatusCode = (int)came.StatusCode;
        foreach (var (name, values) in came.Headers.Where(header => header.Key is "Www-Authenticate" or "WWW-Authenticate" or "Docker-Content-Digest"))
        {
            answer.Headers[name] = string.Join(", ", values);
        }

        var body = await came.Content.ReadAsByteArrayAsync();
        answer.ContentType = came.Content.Headers.ContentType?.ToString();
        answer.ContentLength64 = isHead ? came.Content.Headers.ContentLength ?? 0 : body.Length;
        if (!isHead)
        {
            await answer.OutputStream.WriteAsync(body);
        }

        answer.Close();
    }
}
