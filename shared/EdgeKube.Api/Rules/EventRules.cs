namespace EdgeKube.Api;

/// <summary>Rules of Events by their newer name: who tells of what is said in full.</summary>
internal sealed class EventRules : KindRules
{
    private static readonly string[] Texts = ["reportingController", "reportingInstance", "action", "reason"];

    internal override IEnumerable<FieldError> Validate(Place obj)
    {
        var about = obj["regarding"]["namespace"];
        if (about.Text.Length > 0 && about.Text != obj["metadata"]["namespace"].Text)
        {
            yield return about.Invalid("does not match event.namespace");
        }

        // What an older client wrote is seen by this name, too, and has none of it.
        if (obj["deprecatedFirstTimestamp"].IsGiven || obj["deprecatedCount"].Number > 0)
        {
            yield break;
        }

        if (!obj["eventTime"].IsGiven)
        {
            yield return obj["eventTime"].Required();
        }

        foreach (var name in Texts)
        {
            if (obj[name].Text.Length == 0)
            {
                yield return obj[name].Required();
            }
        }

        if (obj["type"].Text is not ("Normal" or "Warning"))
        {
            yield return obj["type"].Invalid("must be Normal or Warning");
        }
    }
}
