using System.Net;

namespace EdgeKube.Controller.Tests.Http;

/// <summary>Headers that say who asks: obeyed or refused, never overlooked.</summary>
public sealed class ImpersonationTests(HttpFixture http) : IClassFixture<HttpFixture>
{
    private const string Pods = "/api/v1/namespaces/default/pods";

    [Theory]
    [InlineData("Impersonate-User=alice", 403, "pods is forbidden: User \"alice\" cannot list resource \"pods\" in API group \"\" in the namespace \"default\"")]
    [InlineData("Impersonate-User=system:anonymous", 403, "pods is forbidden: User \"system:anonymous\" cannot list")]
    [InlineData("Impersonate-User=alice;Impersonate-Group=system:masters", 200, "")]
    [InlineData("Impersonate-Group=system:masters", 400, "requested impersonation without impersonating a user")]
    [InlineData("Impersonate-Uid=1", 400, "requested impersonation without impersonating a user")]
    [InlineData("Authorization=Bearer abc", 401, "Unauthorized")]
    [InlineData("Authorization=Basic YWRtaW46YQ==", 401, "Unauthorized")]
    public async Task Get_AsSomebodyElse_CountsForThem(string headers, int code, string message)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Pods);
        foreach (var header in headers.Split(';'))
        {
            var equals = header.IndexOf('=', StringComparison.Ordinal);
            request.Headers.TryAddWithoutValidation(header[..equals], header[(equals + 1)..]);
        }

        var answer = await http.Client.SendAsync(request);
        Assert.Equal((HttpStatusCode)code, answer.StatusCode);
        Assert.Contains(message.Replace("\"", "\\\"", StringComparison.Ordinal), await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
