using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Tests.Runtime.Http2;

/// <summary>Someone else's HTTP/2: Kestrel, which sends back what it reads while it reads it.</summary>
public sealed class EchoServer : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ek-echo-");
    private WebApplication? _application;

    internal string Socket => Path.Combine(_directory.FullName, "s");

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.ListenUnixSocket(Socket, listen => listen.Protocols = HttpProtocols.Http2);
        });
        _application = builder.Build();
        _application.Run(EchoAsync);
        await _application.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _application!.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private static async Task EchoAsync(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        context.Response.DeclareTrailer("grpc-status");
        await context.Response.Body.FlushAsync();
        var buffer = new byte[10_000];
        while (await context.Request.Body.ReadAsync(buffer) is > 0 and var read)
        {
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, read));
            await context.Response.Body.FlushAsync();
        }

        context.Response.AppendTrailer("grpc-status", "0");
        context.Response.AppendTrailer("x-long", new string('z', 20_000));
    }
}
