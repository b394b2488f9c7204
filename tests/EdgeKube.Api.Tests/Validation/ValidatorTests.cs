using System.Text.Json.Nodes;

namespace EdgeKube.Api.Tests.Validation;

public sealed class ValidatorTests
{
    private static readonly string[] Files =
    [
        "validation/container.json", "validation/pod-spec.json", "validation/metadata.json", "validation/kinds.json", "validation/workload.json", "validation/volume.json",
    ];

    // Go's JSON reader words this one; ours says that it must be a JSON object.
    private static readonly string[] WordedOtherwise = ["secret dockerconfigjson not json", OnCreate];

    // The same object is right when it is changed: admission refuses it (EphemeralAdmission).
    private const string OnCreate = "ephemeralContainers on create";

    [Fact]
    public void Validate_RecordedInputs_FindsWhatKubernetesFound()
    {
        var compared = new List<string>();
        var differences = new List<string>();
        foreach (var recorded in Files.SelectMany(ReferenceCase.Load).Where(Applies))
        {
            if (recorded.Decode() is not { } decoded)
            {
                continue;
            }

            var errors = decoded.Object is { } obj ? Validator.Validate(Defaults.Apply(Stored(obj))) : decoded.Errors;
            if (errors.Any(ReferenceCase.IsNotImplemented))
            {
                continue;
            }

            compared.Add(recorded.Name);
            var expected = Expected(recorded);
            var found = recorded.Code == 400 ? (decoded.Object is null ? "refused" : "decoded") : Text(errors.Select(error => error.ToCause()));
            if (expected != found)
            {
                differences.Add($"{recorded.Name}\n  expected {expected}\n  found    {found}");
            }
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences));
        Assert.True(compared.Count >= 72, $"only {compared.Count} cases apply: {string.Join("; ", compared)}");
    }

    [Theory]
    [InlineData("{volumes: [{name: v, nfs: {server: s, path: /}}], containers: [{name: a, image: b}]}", "spec.volumes[0].nfs")]
    [InlineData("{containers: [{name: a, image: b, securityContext: {seLinuxOptions: {type: x}}}]}", "spec.containers[0].securityContext.seLinuxOptions")]
    [InlineData("{hostUsers: false, containers: [{name: a, image: b}]}", "spec.hostUsers")]
    [InlineData("{os: {name: windows}, containers: [{name: a, image: b}]}", "spec.os")]
    [InlineData("{containers: [{name: a, image: b, resources: {limits: {hugepages-2Mi: 2Mi}}}]}", "spec.containers[0].resources.limits[hugepages-2Mi]")]
    public void Validate_FieldNothingActsOn_IsRefusedByName(string spec, string field)
    {
        var decoded = new ReferenceCase("", $"apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec: {spec}", 0, new JsonObject()).Decode()!;
        var errors = decoded.Object is { } obj ? Validator.Validate(Defaults.Apply(obj)) : decoded.Errors;
        Assert.Contains($"{field}: Forbidden: not implemented by EdgeKube", errors.Select(error => error.ToString()));
    }

    [Theory]
    [InlineData("{containers: [{name: a, image: b}], volumes: [], hostPID: false, hostname: '', affinity: null}")]
    [InlineData("{containers: [{name: a, image: b, securityContext: {privileged: false}}], securityContext: {}, dnsPolicy: ClusterFirst}")]
    public void Validate_FieldThatSaysNothing_IsAccepted(string spec)
    {
        var decoded = new ReferenceCase("", $"apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec: {spec}", 0, new JsonObject()).Decode()!;
        Assert.Empty(decoded.Errors);
        Assert.Empty(Validator.Validate(Defaults.Apply(decoded.Object!)));
    }

    [Theory]
    [InlineData("pi-7", true)]
    [InlineData("a/b", false)]
    [InlineData("a+b", false)]
    [InlineData("a#b", false)]
    [InlineData("a\nb", false)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    public void Validate_NodeName_MustFitACertificate(string name, bool isValid)
        => Assert.Equal(isValid, Validator.Validate(new Node { Metadata = new() { Name = name } }).Count == 0);

    // Refusals by admission (403, 404) and by size (413) are not validation; the recorded bodies over a megabyte are cut.
    private static bool Applies(ReferenceCase recorded)
        => recorded.Code is 201 or 422 or 400 && !recorded.Input.Contains("...(", StringComparison.Ordinal) && !WordedOtherwise.Contains(recorded.Name)
            && !recorded.Recorded.ToJsonString().Contains("A-k8824", StringComparison.Ordinal);

    private static ApiObject Stored(ApiObject obj) => obj is Node or Namespace ? obj : obj with { Metadata = obj.Metadata with { Namespace = "rec-api-val" } };

    private static string Expected(ReferenceCase recorded) => recorded.Code switch
    {
        201 => "",
        400 => "refused",
        _ => Text(recorded.Recorded["details"]!["causes"]!.AsArray().Select(cause => new StatusCause
        {
            Field = (string?)cause!["field"],
            Reason = (string?)cause["reason"],
            Message = (string?)cause["message"],
        })),
    };

    private static string Text(IEnumerable<StatusCause> causes)
        => string.Join('\n', causes.Select(cause => $"{cause.Field} | {cause.Reason} | {cause.Message}").Order(StringComparer.Ordinal));
}
