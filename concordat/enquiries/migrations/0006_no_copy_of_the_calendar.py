from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0005_looked_at_once")]

    operations = [migrations.RemoveField(model_name="cycle", name="calendar")]
