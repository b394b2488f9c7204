using System.Text;

namespace EdgeKube.Api.Tests.Decoding;

/// <summary>Every field that Kubernetes' PodSpec has is implemented or refused by name; there is no third group.</summary>
public sealed class PodFieldTests
{
    private static readonly SchemaType PodSpec = SchemaType.Of(CoreJsonContext.Default.Pod).Find("spec")!.Type;

    [Fact]
    public void PodSpec_EveryFieldOfKubernetes_IsImplementedOrRefused()
    {
        var forgotten = Reach(PodSpec, [], "spec")
            .SelectMany(place => FieldNumbers.NamesOf(place.Type.Record!.Name).Where(name => place.Type.Find(name) is null).Select(name => $"{place.Path}.{name}"));

        Assert.Empty(forgotten);
    }

    [Fact]
    public void PodSpec_FieldNothingActsOn_IsRefusedByName()
    {
        foreach (var (type, path) in Reach(PodSpec, [], "spec"))
        {
            foreach (var field in type.Fields.Where(field => field.Type.Form == SchemaForm.Unimplemented))
            {
                var manifest = $"{{\"spec\":{Wrap(path["spec".Length..].Split('.', StringSplitOptions.RemoveEmptyEntries), $"{{\"{field.Name}\":{{\"a\":1}}}}")}}}";
                Assert.True(DocumentReader.TryRead(Encoding.UTF8.GetBytes(manifest), out var root, out var fault), fault);

                var errors = ObjectDecoder.Decode(root!, CoreJsonContext.Default.Pod).Errors;

                Assert.Contains(errors, error => error.Message == "Forbidden: not implemented by EdgeKube" && error.Field.EndsWith($".{field.Name}", StringComparison.Ordinal));
            }
        }
    }

    // Steps that lead into a list are marked with a bracket, into a map with a brace.
    private static string Wrap(string[] steps, string inner) => steps.Length == 0 ? inner : steps[0] switch
    {
        ['[', .. var name] => $"{{\"{name}\":[{Wrap(steps[1..], inner)}]}}",
        ['{', .. var name] => $"{{\"{name}\":{{\"k\":{Wrap(steps[1..], inner)}}}}}",
        var name => $"{{\"{name}\":{Wrap(steps[1..], inner)}}}",
    };

    private static IEnumerable<(SchemaType Type, string Path)> Reach(SchemaType type, HashSet<string> seen, string path)
    {
        if (!seen.Add(type.Name))
        {
            return [];
        }

        return type.ImplementedFields.SelectMany(field => field.Type.Form switch
        {
            SchemaForm.Object => Reach(field.Type, seen, $"{path}.{field.Name}"),
            SchemaForm.List when field.Type.Element!.Form == SchemaForm.Object => Reach(field.Type.Element, seen, $"{path}.[{field.Name}"),
            SchemaForm.Map when field.Type.Element!.Form == SchemaForm.Object => Reach(field.Type.Element, seen, $"{path}.{{{field.Name}"),
            _ => [],
        }).Prepend((type, path));
    }
}
