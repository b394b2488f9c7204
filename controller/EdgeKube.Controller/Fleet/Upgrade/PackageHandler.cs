using System.Globalization;
using System.Text.Json.Nodes;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Fleet.Upgrade;

/// <summary><c>/edgekube/v1/packages</c>: the agents' packages. Who may ask has been looked at.</summary>
internal sealed class PackageHandler(PackageStore packages)
{
    public ApiResponse List()
    {
        var items = new JsonArray();
        foreach (var name in packages.List())
        {
            items.Add((JsonNode)new JsonObject { ["name"] = name.ToString(), ["version"] = name.Version, ["architecture"] = name.Architecture });
        }

        return Responses.Of(new JsonObject { ["kind"] = "PackageList", ["items"] = items });
    }

    /// <summary>PUT …/NAME?offset=N[&amp;last=true]: a piece of it.</summary>
    public ApiResponse Put(string file, ApiRequest request, ApiPath path)
    {
        if (PackageName.Find(file) is not { } name)
        {
            return Responses.Of(Statuses.BadRequest($"package \"{file}\": must be named as the build names it: edgekube-agent_VERSION_ARCHITECTURE.deb"));
        }

        if (!packages.List().Contains(name) && packages.List().Count >= PackageStore.MaxPackages)
        {
            return Responses.Of(Statuses.TooManyRequests($"{PackageStore.MaxPackages} packages are kept at most; edgectl upgrade package --delete NAME removes one"));
        }

        if (!long.TryParse(path.Query.Find("offset") ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            || packages.Append(name, offset, path.Query.Find("last") == "true", request.Body.Span) is not { } length)
        {
            return Responses.Of(Statuses.BadRequest($"package \"{file}\": this piece does not follow on what is there, or the package is too large; begin at offset 0"));
        }

        return Responses.Of(new JsonObject { ["kind"] = "Package", ["name"] = file, ["length"] = length });
    }

    public ApiResponse Delete(string file) => PackageName.Find(file) is { } name && packages.Delete(name)
        ? Responses.Of(new JsonObject { ["kind"] = "Package", ["name"] = file })
        : Responses.Of(Statuses.BadRequest($"package \"{file}\" is not here"));
}
