namespace EdgeKube.Api;

/// <summary>Cells of storage, claims and certificates.</summary>
internal static class StorageCells
{
    public static string Phase(SchemaObject obj) =>
        obj.Metadata.DeletionTimestamp is not null ? "Terminating" : JsonCells.Text(obj.Find("status", "phase"));

    public static string Claim(SchemaObject volume) => volume.Find("spec", "claimRef") is { } claim
        ? $"{JsonCells.Text(claim, "namespace")}/{JsonCells.Text(claim, "name")}"
        : "";

    public static string Audiences(SchemaObject driver) => CellText.OrUnset(string.Join(
        ',', JsonCells.Items(driver.Find("spec", "tokenRequests")).Select(request => JsonCells.Text(request, "audience"))));

    public static string ClaimState(SchemaObject claim)
    {
        var states = new List<string>();
        if (claim.Metadata.DeletionTimestamp is not null)
        {
            states.Add("deleted");
        }

        states.Add(claim.Find("status", "allocation") is null ? "pending" : "allocated");
        if (JsonCells.Items(claim.Find("status", "reservedFor")).Count > 0)
        {
            states.Add("reserved");
        }

        return string.Join(',', states);
    }

    public static string RequestCondition(SchemaObject request)
    {
        var conditions = JsonCells.Items(request.Find("status", "conditions")).Select(condition => JsonCells.Text(condition, "type")).ToArray();
        var words = new[] { "Approved", "Denied", "Failed" }.Where(conditions.Contains).ToList();
        if (words.Count == 0)
        {
            words.Add("Pending");
        }

        if (JsonCells.Text(request.Find("status", "certificate")).Length > 0)
        {
            words.Add("Issued");
        }

        return string.Join(',', words);
    }
}
